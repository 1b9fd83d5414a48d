#include "lib/review/screening_json.h"

#include "lib/base/json.h"
#include "lib/names/analyzed_name.h"
#include "lib/review/answer_json.h"

namespace lynceus::review {
namespace {

void WriteToken(const names::Token& token, JsonWriter& json) {
  json.BeginObject().Member("text", token.text);
  if (!token.native.empty()) json.Member("native", token.native);
  json.Member("kind", names::TokenKindName(token.kind));
  json.Key("weight").Int(token.weight).EndObject();
}

void WriteForm(const screening::AskedForm& asked, JsonWriter& json) {
  const names::AnalyzedName& form = asked.form;
  json.BeginObject().Member("asked", asked.asked);
  json.Key("tokens").BeginArray();
  for (const names::Token& token : form.tokens) WriteToken(token, json);
  json.EndArray();
  json.Key("legal_form").Int(form.legal_form);
  json.Member("joined", form.joined);
  if (!form.native_joined.empty()) json.Member("native_joined", form.native_joined);
  json.EndObject();
}

void WriteNearMiss(const screening::NearMiss& miss, JsonWriter& json) {
  json.BeginObject().Member("entity_id", miss.entity_id).Member("name", miss.name);
  json.Member("matched_name", miss.matched_name).Member("asked_name", miss.asked_name);
  json.Key("score").Fixed(miss.score, 4);
  json.Key("explanation");
  WriteScoreNode(miss.explanation, json);
  json.EndObject();
}

}  // namespace

std::string FormsJson(const std::vector<screening::AskedForm>& forms) {
  JsonWriter json;
  json.BeginArray();
  for (const screening::AskedForm& form : forms) WriteForm(form, json);
  json.EndArray();
  return json.Take();
}

std::string NearMissesJson(const std::vector<screening::NearMiss>& near_misses) {
  JsonWriter json;
  json.BeginArray();
  for (const screening::NearMiss& miss : near_misses) WriteNearMiss(miss, json);
  json.EndArray();
  return json.Take();
}

}  // namespace lynceus::review
