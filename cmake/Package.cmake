# Installation, and the package by which another CMake project finds fulcrum:
#   find_package(fulcrum REQUIRED COMPONENTS models)   # fulcrum::models, which needs nothing but a C++ compiler
#   find_package(fulcrum REQUIRED COMPONENTS library)  # fulcrum::fulcrum, the C library: <fulcrum.h>
#   find_package(fulcrum REQUIRED)                     # all of it: fulcrum::scenarios and fulcrum::output as well
include(CMakePackageConfigHelpers)

set(package_directory ${CMAKE_INSTALL_LIBDIR}/cmake/fulcrum)
foreach(folder IN ITEMS models scenarios output)
  if(NOT TARGET fulcrum_${folder})
    continue()
  endif()
  install(TARGETS fulcrum_${folder} EXPORT fulcrum_${folder} ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
  install(EXPORT fulcrum_${folder} NAMESPACE fulcrum:: DESTINATION ${package_directory} FILE fulcrum_${folder}.cmake)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/${folder} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/fulcrum
          FILES_MATCHING PATTERN "*.h" PATTERN "*.def")
endforeach()
if(TARGET libfulcrum)
  install(TARGETS libfulcrum EXPORT fulcrum_library LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} PUBLIC_HEADER DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
  install(EXPORT fulcrum_library NAMESPACE fulcrum:: DESTINATION ${package_directory} FILE fulcrum_library.cmake)
endif()
if(TARGET fulcrum)
  install(TARGETS fulcrum RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
endif()

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/fulcrumConfig.cmake.in ${PROJECT_BINARY_DIR}/fulcrumConfig.cmake
                              INSTALL_DESTINATION ${package_directory} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/fulcrumConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/fulcrumConfig.cmake ${PROJECT_BINARY_DIR}/fulcrumConfigVersion.cmake
        DESTINATION ${package_directory})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
