// Under the address sanitizer: keeps blosc's library, once its plugin has brought it, until the very end. HDF5 unloads the plugin at exit,
// and what blosc holds on purpose would look like a leak.
#ifdef __SANITIZE_ADDRESS__

#include <dlfcn.h>

namespace {
[[maybe_unused]] void* const kept = dlopen("libblosc.so.1", RTLD_LAZY | RTLD_NODELETE);  // null where it is not installed
}

#endif
