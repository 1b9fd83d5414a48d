#include "lib/validation/invented_names.h"

#include <array>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "lib/base/strings.h"

namespace lynceus::validation {
namespace {

// How a culture's names are built. Endings join beginnings without a change of letters.
struct Culture {
  std::array<std::string_view, 16> given;
  std::array<std::string_view, 14> family_starts;
  std::array<std::string_view, 8> family_ends;
  bool family_first = false;
  bool two_families = false;
};

constexpr std::array kCultures = {
    Culture{{"Oliver", "Hannah", "Edwin", "Prudence", "Clive", "Harriet", "Nigel", "Beatrice",
             "Rupert", "Josephine", "Gareth", "Imogen", "Desmond", "Winifred", "Stuart", "Heather"},
            {"Ash", "Brindle", "Cot", "Dun", "Elder", "Farring", "Gold", "Hather", "Kettle", "Lang",
             "Mar", "Nettle", "Quar", "Thorn"},
            {"wick", "combe", "leigh", "bury", "stead", "mere", "wright", "field"}},
    Culture{{"Hartmut", "Sieglinde", "Jochen", "Annegret", "Torsten", "Ulrike", "Detlef", "Gudrun",
             "Rainer", "Bettina", "Volker", "Heike", "Egon", "Renate", "Lothar", "Ingeborg"},
            {"Brenn", "Dorn", "Eich", "Falken", "Grau", "Hasel", "Kirsch", "Linden", "Mohr",
             "Ritter", "Stolz", "Tann", "Wiesen", "Zeller"},
            {"hofer", "bacher", "reuth", "mann", "stein", "egger", "horst", "kamp"}},
    Culture{{"Thierry", "Solange", "Yannick", "Odile", "Gilles", "Mireille", "Fabrice", "Ghislaine",
             "Loic", "Perrine", "Benoit", "Sylvie", "Armand", "Colette", "Tristan", "Noemie"},
            {"Beau", "Char", "Du", "Fon", "Gar", "Lam", "Mont", "Per", "Roc", "Sau", "Ver", "Bel",
             "Cour", "Mar"},
            {"tremont", "nailles", "quevert", "billon", "dreuil", "mazet", "vigny", "lecourt"}},
    Culture{{"Ramiro", "Consuelo", "Hernan", "Pilar", "Gonzalo", "Mercedes", "Esteban", "Lourdes",
             "Octavio", "Rocio", "Leandro", "Amparo", "Fermin", "Soledad", "Anselmo", "Graciela"},
            {"Alba", "Barro", "Cala", "Esco", "Fuen", "Gala", "Horca", "Ili", "Lare", "Mora",
             "Olme", "Pera", "Quinta", "Tole"},
            {"rreda", "jado", "nedo", "vieja", "sarte", "mante", "llada", "guero"},
            false,
            true},
    Culture{{"Arkhip", "Varvara", "Gleb", "Lyubov", "Matvey", "Zinaida", "Platon", "Taisiya",
             "Savva", "Raisa", "Timofey", "Nonna", "Yegor", "Klavdiya", "Ignat", "Alevtina"},
            {"Berez", "Vetr", "Gor", "Dubr", "Zhurb", "Kalin", "Lug", "Mokr", "Ozer", "Pest",
             "Rosh", "Sosn", "Tum", "Khmel"},
            {"ovatov", "initsyn", "yankin", "ostroy", "avnin", "elnikov", "uzhsky", "ashchev"}},
    Culture{
        {"Zbigniew", "Halina", "Wieslaw", "Bozena", "Slawomir", "Grazyna", "Mieczyslaw", "Danuta",
         "Bohumil", "Vlasta", "Zdenek", "Libuse", "Ondrej", "Jitka", "Radovan", "Ludmila"},
        {"Brzo", "Chmie", "Dobro", "Gole", "Jawo", "Krasno", "Mali", "Nowo", "Olszo", "Pod", "Sado",
         "Tarno", "Wielo", "Zele"},
        {"wicki", "lecki", "rzynski", "chovec", "dolny", "minek", "brodsky", "stepan"}},
    Culture{{"Munir", "Salma", "Bashar", "Hanan", "Fadi", "Rania", "Ziad", "Lubna", "Nabil",
             "Samira", "Wassim", "Dalal", "Hatem", "Najwa", "Ramzi", "Thuraya"},
            {"al-Bar", "al-Daw", "al-Fak", "al-Ham", "al-Jar", "Khar", "Mans", "al-Naj", "Qab",
             "al-Rash", "Sab", "al-Tam", "Wah", "Zar"},
            {"dawi", "hati", "foudi", "nashi", "roubi", "balqi", "laysi", "wishi"}},
    Culture{{"Behrouz", "Shirin", "Kaveh", "Parisa", "Siavash", "Laleh", "Farhad", "Nasrin",
             "Ardeshir", "Mitra", "Kamran", "Azadeh", "Houman", "Roya", "Bijan", "Mahin"},
            {"Ard", "Bahr", "Dal", "Far", "Golest", "Kesh", "Lar", "Mehr", "Nour", "Paz", "Rost",
             "Sam", "Tah", "Zan"},
            {"avandi", "eshpour", "ouyani", "irzad", "alouei", "amkhah", "ehpoor", "ojasteh"}},
    Culture{{"Tolga", "Nesrin", "Cengiz", "Aysel", "Serkan", "Gulay", "Orhan", "Hulya", "Levent",
             "Sevgi", "Bulent", "Nurcan", "Erdem", "Pinar", "Volkan", "Filiz"},
            {"Ak", "Boz", "Cevik", "Demir", "El", "Guven", "Kara", "Oz", "Sari", "Tas", "Uyan",
             "Yal", "Yesil", "Zor"},
            {"dagli", "kurtan", "beyci", "gunes", "soylar", "tekoz", "burnaz", "olcay"}},
    Culture{
        {"Wei Ling", "Jun Hao", "Xiu Mei", "Zhi Peng", "Yan Fei", "Bo Wen", "Li Juan", "Hai Feng",
         "Mei Xia", "Rui Xin", "Shu Fen", "Tian Yu", "Yi Chen", "Pei Shan", "Da Wei", "Chun Hua"},
        {"Qiu", "Xiong", "Pang", "Shao", "Geng", "Niu", "Fei", "Miao", "Ruan", "Cui", "Dou", "Zhai",
         "Lou", "Yin"},
        {"", "", "", "", "", "", "", ""},
        true},
    Culture{
        {"Min Seo", "Ji Hoon", "Eun Ji", "Dong Hyuk", "Soo Bin", "Tae Yang", "Ha Neul", "Joon Ho",
         "Ye Rin", "Seung Woo", "Bo Ram", "Gyu Ri", "In Hwan", "Na Young", "Woo Jin", "Hye Won"},
        {"Bang", "Ban", "Chae", "Gil", "Heo", "Ji", "Ma", "Myung", "Noh", "Pyo", "Seol", "Tak",
         "Wi", "Yeom"},
        {"", "", "", "", "", "", "", ""},
        true},
    Culture{{"Takumi", "Haruka", "Ryota", "Misaki", "Kenta", "Ayaka", "Daisuke", "Nozomi", "Shinji",
             "Megumi", "Tetsuya", "Kaori", "Makoto", "Sakura", "Naoki", "Yumi"},
            {"Ara", "Fuku", "Hoshi", "Iwa", "Kawa", "Kuro", "Matsu", "Mina", "Naka", "Ogi", "Saku",
             "Taka", "Uchi", "Yoko"},
            {"zawa", "shima", "mori", "gaki", "nobe", "hara", "tsuka", "mizo"}},
    Culture{
        {"Rajesh", "Sunita", "Anil", "Kavita", "Vikram", "Meena", "Suresh", "Lakshmi", "Arjun",
         "Pooja", "Ganesh", "Deepa", "Mohan", "Rekha", "Naveen", "Shanti"},
        {"Bhat", "Chand", "Desh", "Gaj", "Hari", "Jag", "Kul", "Mal", "Nar", "Pand", "Rag", "Som",
         "Tir", "Vish"},
        {"ekarwal", "umbhani", "avedkar", "ilwani", "oliappa", "ukrishnan", "endrapal", "ashtri"}},
    Culture{{"Chinedu", "Ngozi", "Kwame", "Abena", "Tendai", "Rudo", "Sipho", "Thandi", "Babajide",
             "Folake", "Kofi", "Esi", "Mandla", "Nomsa", "Olumide", "Ifeoma"},
            {"Ade", "Boa", "Chi", "Dla", "Eke", "Kwa", "Mbo", "Nko", "Oba", "Oko", "Sithe", "Tsho",
             "Uwa", "Zi"},
            {"bayowa", "mponsah", "tungwe", "lomini", "rinde", "kosana", "wekezi", "dimbe"}}};

constexpr std::array<std::string_view, 16> kBrandStarts = {
    "Alto", "Brim", "Coru",  "Delva", "Estri", "Fenno", "Glim", "Hexa",
    "Irri", "Juno", "Kelvo", "Lumi",  "Mirra", "Nordo", "Orbi", "Pavo"};
constexpr std::array<std::string_view, 14> kBrandEnds = {
    "vance", "tella", "quist", "merra", "dyne", "strand", "lux",
    "novo",  "plexa", "garde", "mond",  "wave", "sonne",  "fex"};
constexpr std::array<std::string_view, 20> kTrades = {"Logistics",
                                                      "Trading",
                                                      "Consulting",
                                                      "Textiles",
                                                      "Bakery",
                                                      "Shipping",
                                                      "Software",
                                                      "Real Estate",
                                                      "Foods",
                                                      "Engineering",
                                                      "Furniture",
                                                      "Optics",
                                                      "Pharma",
                                                      "Travel",
                                                      "Energy",
                                                      "Holding",
                                                      "Import Export",
                                                      "Machinery",
                                                      "Insurance Brokers",
                                                      "Capital"};
constexpr std::array<std::string_view, 12> kForms = {"Ltd",    "LLC",    "GmbH", "S.A.",
                                                     "S.r.l.", "B.V.",   "Inc.", "Pty Ltd",
                                                     "SARL",   "d.o.o.", "AB",   "Co., Ltd."};

template <typename Table>
std::string_view Draw(const Table& table, SeededRandom& random) {
  return table[random.Below(table.size())];
}

std::string FamilyName(const Culture& culture, SeededRandom& random) {
  const std::string_view start = Draw(culture.family_starts, random);
  return absl::StrCat(ToAbsl(start), ToAbsl(Draw(culture.family_ends, random)));
}

InventedName InventPerson(SeededRandom& random) {
  const Culture& culture = kCultures[random.Below(kCultures.size())];
  const std::string given(Draw(culture.given, random));
  std::string family = FamilyName(culture, random);
  if (culture.two_families) absl::StrAppend(&family, " ", FamilyName(culture, random));
  if (!culture.family_first && random.Below(3) == 0) {
    // A second given name in one of three.
    return {absl::StrCat(given, " ", ToAbsl(Draw(culture.given, random)), " ", family),
            Schema::kPerson};
  }
  return {
      culture.family_first ? absl::StrCat(family, " ", given) : absl::StrCat(given, " ", family),
      Schema::kPerson};
}

InventedName InventCompany(SeededRandom& random) {
  const std::string_view start = Draw(kBrandStarts, random);
  std::string brand = absl::StrCat(ToAbsl(start), ToAbsl(Draw(kBrandEnds, random)));
  if (random.Below(3) == 0) {
    brand = FamilyName(kCultures[random.Below(9)], random);  // a founder's name
  }
  const std::string_view trade = Draw(kTrades, random);
  return {absl::StrCat(brand, " ", ToAbsl(trade), " ", ToAbsl(Draw(kForms, random))),
          Schema::kCompany};
}

}  // namespace

InventedName InventName(SeededRandom& random) {
  return random.Below(4) == 0 ? InventCompany(random) : InventPerson(random);
}

}  // namespace lynceus::validation
