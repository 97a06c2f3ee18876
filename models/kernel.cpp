#include "models/kernel.h"

#include "models/kernels/makers.h"

namespace fulcrum {

namespace {

bool always() { return true; }
#if defined(__x86_64__) && defined(__GNUC__)
#define FULCRUM_X86_KERNELS 1
bool has_avx2() { return __builtin_cpu_supports("avx2") != 0; }
bool has_avx512() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
}
#endif

constexpr KernelInfo kKernels[] = {
    {Kernel::kScalar, "scalar", 1, always},
    {Kernel::kBaseline, "baseline", 2, always},
#ifdef FULCRUM_X86_KERNELS
    {Kernel::kAvx2, "avx2", 4, has_avx2},
    {Kernel::kAvx512, "avx512", 8, has_avx512},
#endif
};

}  // namespace

std::string Fault::message() const { return variable + " is not finite in week " + std::to_string(week); }

std::span<const KernelInfo> kernels() { return kKernels; }

Kernel widest_kernel() {
  Kernel widest = Kernel::kScalar;
  for (const KernelInfo& kernel : kKernels)
    if (kernel.supported()) widest = kernel.kernel;
  return widest;
}

std::unique_ptr<Stepper> make_stepper(const Selection& selection, Kernel kernel) {
  switch (kernel) {
    case Kernel::kScalar:
      break;
    case Kernel::kBaseline:
      return make_baseline(selection);
#ifdef FULCRUM_X86_KERNELS
    case Kernel::kAvx2:
      return make_avx2(selection);
    case Kernel::kAvx512:
      return make_avx512(selection);
#else
    case Kernel::kAvx2:
    case Kernel::kAvx512:
      break;
#endif
  }
  return make_scalar(selection);
}

bool same_shape(const Setup& a, const Setup& b) {
  return a.weeks == b.weeks && a.structure == b.structure && a.resolution == b.resolution &&
         a.theatre.militias.size() == b.theatre.militias.size() && a.theatre.neighbours.size() == b.theatre.neighbours.size() &&
         a.theatre.recipients.size() == b.theatre.recipients.size() && same_host_shape(a.theatre.host, b.theatre.host) &&
         same_host_shape(a.agenda, b.agenda);
}

}  // namespace fulcrum
