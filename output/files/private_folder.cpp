#include "output/files/private_folder.h"

#include <stdlib.h>  // NOLINT(modernize-deprecated-headers): mkdtemp is POSIX's

#include <cerrno>
#include <string>

#include "output/files/file_error.h"

namespace fulcrum {

PrivateFolder::PrivateFolder() {
  std::error_code error;
  std::string form = (std::filesystem::temp_directory_path(error) / "fulcrum-XXXXXX").string();
  if (error || ::mkdtemp(form.data()) == nullptr) throw_system_error(form, "cannot create a folder", error ? error.value() : errno);
  path_ = form;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace fulcrum
