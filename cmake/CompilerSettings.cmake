# Language, warnings, sanitizers and the floating-point rules that make results the same everywhere.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug or Release" FORCE)
endif()

# Sources of a room are compiled together: most of the time goes into headers and templates that they share.
set(CMAKE_UNITY_BUILD ${FULCRUM_UNITY})
set(CMAKE_UNITY_BUILD_BATCH_SIZE 20)

find_program(FULCRUM_CCACHE ccache)
if(FULCRUM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_C_COMPILER_LAUNCHER ${FULCRUM_CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${FULCRUM_CCACHE})
endif()

# No contraction into fused multiply-add, and never -ffast-math or -march: docs/decisions/0002-same-bits.md
add_compile_options(-ffp-contract=off)
# Packs wider than the baseline's registers are passed in memory; GCC notes that this changed in version 4.6, which is of no concern.
add_compile_options(-Wno-psabi)
# Messages and results files name sources from the root of the repository, not from somebody's home.
add_compile_options(-fmacro-prefix-map=${PROJECT_SOURCE_DIR}/=)

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual
                    -Wformat=2 -Wimplicit-fallthrough)
add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor> $<$<COMPILE_LANGUAGE:CXX>:-Woverloaded-virtual>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  add_compile_options(-Wduplicated-cond -Wlogical-op $<$<COMPILE_LANGUAGE:CXX>:-Wsuggest-override>)
  # GCC 12 sees an overlap in "text" + string() (its bug 105329).
  add_compile_options(-Wno-restrict)
endif()
if(FULCRUM_WARNINGS_AS_ERRORS)
  add_compile_options(-Werror)
endif()

if(FULCRUM_SANITIZE)
  add_compile_options(-fsanitize=${FULCRUM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${FULCRUM_SANITIZE})
endif()
