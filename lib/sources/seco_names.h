#pragma once
// Names of SECO's list: parts with an order, and spelling variants of each part.

#include "lib/model/entity.h"
#include "lib/sources/list_record.h"
#include "lib/sources/xml_reader.h"

namespace lynceus::sources {

// Adds the names that a <name> element of SECO's list holds: "Lukashenka, Dzmitry Aliaksandravich"
// of its parts' values (a comma behind a family name that stands first, since lists that print
// names so mean the family name), then a name for each language and script in which parts have
// variants; a part that has none there stands with its value. Parts that are titles become the
// property title; empty parts and unknown attributes add nothing.
// `is_main`: of the party's main identity; in others the primary name is an alias.
void AddSecoName(const XmlElement& name, bool is_main, ListRecord& record);

}  // namespace lynceus::sources
