# build_info.h: version, commit, compiler and build type of the program, as results files record them. Written at every build, touched
# only when something changed; without git the commit is "unknown".
add_custom_target(fulcrum_write_build_info
  COMMAND ${CMAKE_COMMAND} -D SOURCE=${PROJECT_SOURCE_DIR} -D TEMPLATE=${CMAKE_CURRENT_LIST_DIR}/build_info.h.in
          -D HEADER=${PROJECT_BINARY_DIR}/generated/build_info.h -D VERSION=${PROJECT_VERSION}
          -D "COMPILER=${CMAKE_CXX_COMPILER_ID} ${CMAKE_CXX_COMPILER_VERSION}" -D BUILD_TYPE=${CMAKE_BUILD_TYPE}
          -P ${CMAKE_CURRENT_LIST_DIR}/write_build_info.cmake
  BYPRODUCTS ${PROJECT_BINARY_DIR}/generated/build_info.h
  COMMENT "Commit and version"
  VERBATIM)
add_library(fulcrum_build_info INTERFACE)
target_include_directories(fulcrum_build_info INTERFACE ${PROJECT_BINARY_DIR}/generated)
add_dependencies(fulcrum_build_info fulcrum_write_build_info)
