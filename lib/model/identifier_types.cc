#include "lib/model/identifier_types.h"

namespace lynceus {

const std::vector<std::string>& IdentifierTypes() {
  static const auto& types =
      *new std::vector<std::string>{"leiCode",   "innCode",        "ogrnCode",
                                    "swiftBic",  "imoNumber",      "mmsi",
                                    "callSign",  "passportNumber", "registrationNumber",
                                    "taxNumber", "idNumber",       "vatCode",
                                    "isin",      "publicKey",      "kppCode",
                                    "okpoCode",  "dunsCode",       "socialSecurityNumber"};
  return types;
}

}  // namespace lynceus
