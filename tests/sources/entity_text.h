#pragma once
// An entity as lines of text, so that a test compares all of it at once.

#include <string>

#include "lib/model/entity.h"

namespace lynceus::sources {

// "Person ID", then a line per fact in the entity's order: "name weak Arab|text", "born 1962" ...
inline std::string EntityText(const Entity& entity) {
  std::string text = std::string(SchemaName(entity.schema)) + " " + entity.id + "\n";
  for (const Name& name : entity.names) {
    text += "name " + std::string(NameKindName(name.kind)) +
            (name.script.empty() ? "" : " " + name.script) + "|" + name.text + "\n";
  }
  for (const PartialDate& date : entity.birth_dates) text += "born " + date.ToString() + "\n";
  for (const PartialDate& date : entity.founded_dates) text += "founded " + date.ToString() + "\n";
  for (const CountryFact& fact : entity.countries) text += fact.property + " " + fact.code + "\n";
  for (const Identifier& id : entity.identifiers) {
    text += id.type + " " + id.value + (id.country.empty() ? "" : " (" + id.country + ")") + "\n";
  }
  for (const Address& address : entity.addresses) {
    text += "address " + address.full + " (" + address.country + ")\n";
  }
  for (const Property& property : entity.properties) {
    text += property.name + "=" + property.value + "\n";
  }
  for (const std::string& referent : entity.referents) text += "also " + referent + "\n";
  return text;
}

}  // namespace lynceus::sources
