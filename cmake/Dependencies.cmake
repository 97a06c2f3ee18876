# Everything from outside, all of it packaged by Debian 12: docs/dependencies.md. Which folder may use what: scripts/checks/check_includes.py

find_path(RANDOM123_INCLUDE_DIR Random123/threefry.h)
if(NOT RANDOM123_INCLUDE_DIR)
  message(FATAL_ERROR "Random123 was not found. scripts/install_dependencies installs everything that is needed.")
endif()

if(NOT FULCRUM_MODELS_ONLY)
  find_package(Boost 1.74 REQUIRED)  # headers only: Math, Random
  find_package(tomlplusplus 3.3 REQUIRED)
  find_package(nlohmann_json 3.11 REQUIRED)
  find_package(fmt 9.1 REQUIRED)
  find_package(HDF5 1.10 REQUIRED COMPONENTS C HL)
  find_package(ZLIB REQUIRED)
  find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
  find_path(DUKTAPE_INCLUDE_DIR duktape.h REQUIRED)
  find_library(DUKTAPE_LIBRARY duktape REQUIRED)
  add_library(Duktape::Duktape INTERFACE IMPORTED)
  target_include_directories(Duktape::Duktape SYSTEM INTERFACE ${DUKTAPE_INCLUDE_DIR})
  target_link_libraries(Duktape::Duktape INTERFACE ${DUKTAPE_LIBRARY})
  find_package(CLI11 2.1 REQUIRED)
  find_package(TBB 2021 REQUIRED)
  find_package(NLopt 2.7 REQUIRED)
endif()
if(FULCRUM_TESTS)
  find_package(GTest 1.12 REQUIRED)
  find_package(Boost 1.74 REQUIRED)  # quantiles to compare with
  # Debian's own, which sees Debian's modules; another one may come first in PATH.
  find_program(FULCRUM_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
  find_program(FULCRUM_PYTHON python3 REQUIRED)
endif()
if(FULCRUM_BENCHMARKS)
  find_package(benchmark 1.7 REQUIRED)
endif()
