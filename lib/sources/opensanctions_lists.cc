#include "lib/sources/opensanctions_lists.h"

#include <algorithm>
#include <iterator>

namespace lynceus::sources {
namespace {

constexpr OpenSanctionsList kLists[] = {
    {"us_ofac_sdn", "US OFAC Specially Designated Nationals (SDN) List", "US-OFAC", "SDN", "US"},
    {"us_ofac_cons", "US OFAC Consolidated (non-SDN) List", "US-OFAC", "CONS", "US"},
    {"un_sc_sanctions", "UN Security Council Consolidated Sanctions", "UN-SC", "UNSC", "UN"},
    {"eu_fsf", "EU Financial Sanctions Files (FSF)", "EU", "FSF", "EU"},
    {"gb_hmt_sanctions", "UK HMT/OFSI Consolidated List of Targets", "UK", "UKSL", "GB"},
    {"gb_fcdo_sanctions", "UK FCDO Sanctions List", "UK", "UKSL", "GB"},
    {"ch_seco_sanctions", "Swiss SECO Sanctions/Embargoes", "CH", "SECO", "CH"},
    {"ca_dfatd_sema_sanctions", "Canadian Consolidated Autonomous Sanctions List", "CA", "SEMA",
     "CA"},
    {"au_dfat_sanctions", "Australian Sanctions Consolidated List", "AU", "DFAT", "AU"},
    {"jp_mof_sanctions", "Japan Economic Sanctions and List of Eligible People", "JP", "FEFA",
     "JP"},
    {"", "Malaysia Financial Consumer Alert List", "MY-BNM", "ALERT", "MY",
     "Financial Consumer Alert List"},
    {"ua_nsdc_sanctions", "Ukraine NSDC State Register of Sanctions", "UA", "NSDC", "UA"},
};

}  // namespace

const OpenSanctionsList* FindOpenSanctionsList(std::string_view name_or_title) {
  const auto found = std::ranges::find_if(kLists, [&](const OpenSanctionsList& list) {
    return !name_or_title.empty() && (list.name == name_or_title || list.title == name_or_title);
  });
  return found == std::end(kLists) ? nullptr : &*found;
}

}  // namespace lynceus::sources
