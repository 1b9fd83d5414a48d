// prometheus-cpp keeps the families; a mutex of its own guards each.
#include "server/server_metrics.h"

#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <exception>

#include "lib/base/status.h"

namespace lynceus::server {
namespace {

const prometheus::Histogram::BucketBoundaries& MicrosBuckets() {
  static const prometheus::Histogram::BucketBoundaries buckets{
      100, 250, 500, 1'000, 2'500, 5'000, 10'000, 50'000, 250'000, 1'000'000};
  return buckets;
}

class PrometheusMetrics final : public Metrics {
 public:
  explicit PrometheusMetrics(const std::string& address)
      : registry_(std::make_shared<prometheus::Registry>()) {
    if (!address.empty()) {
      exposer_ = std::make_unique<prometheus::Exposer>(address);
      exposer_->RegisterCollectable(registry_);
    }
  }

  void Count(std::string_view name, std::string_view label, std::int64_t by) override {
    prometheus::BuildCounter()
        .Name(std::string(name))
        .Register(*registry_)
        .Add({{"kind", std::string(label)}})
        .Increment(static_cast<double>(by));
  }

  void ObserveMicros(std::string_view name, std::string_view label, std::int64_t micros) override {
    prometheus::BuildHistogram()
        .Name(std::string(name))
        .Register(*registry_)
        .Add({{"kind", std::string(label)}}, MicrosBuckets())
        .Observe(static_cast<double>(micros));
  }

  void Set(std::string_view name, std::string_view label, double value) override {
    prometheus::BuildGauge()
        .Name(std::string(name))
        .Register(*registry_)
        .Add({{"kind", std::string(label)}})
        .Set(value);
  }

 private:
  const std::shared_ptr<prometheus::Registry> registry_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Metrics>> MakeMetrics(const std::string& address) {
  try {
    return std::make_unique<PrometheusMetrics>(address);
  } catch (const std::exception& error) {
    return UnavailableError({.subject = "metrics.listen",
                             .cause = error.what(),
                             .remedy = "choose a free address, or leave metrics out"});
  }
}

}  // namespace lynceus::server
