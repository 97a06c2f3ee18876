# What a machine without the sources installs: the program with its manual pages and completions, as a Debian package and as an archive.
# scripts/package makes both. The libraries for other CMake projects (Package.cmake) are no part of it.
if(NOT TARGET fulcrum)
  return()
endif()
set(completions ${PROJECT_SOURCE_DIR}/scripts/completions)
install(FILES ${completions}/fulcrum.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME fulcrum COMPONENT program)
install(FILES ${completions}/_fulcrum DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions COMPONENT program)
install(FILES ${completions}/fulcrum.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)
# scripts/package writes these beside the build; a plain installation has none.
install(DIRECTORY ${PROJECT_BINARY_DIR}/package/ DESTINATION ${CMAKE_INSTALL_DATADIR} COMPONENT program OPTIONAL)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_ARCHIVE_COMPONENT_INSTALL ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_PACKAGE_NAME fulcrum)
set(CPACK_PACKAGE_VENDOR "The fulcrum developers")
set(CPACK_PACKAGE_CONTACT "The fulcrum developers <developers@fulcrum.invalid>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulation of state support for armed groups next door")
set(CPACK_PACKAGE_DESCRIPTION
"Agent-based simulation of C. Forrest's support-level model: how a patron
state's direct and indirect support for groups in a neighbouring country
moves under alternative policies of a rival power.
It explores and explains; it does not forecast.")
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
include(CPack)
