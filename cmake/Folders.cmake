# One library a folder. A folder's headers are reachable only through its library: every library offers an include directory that holds
# nothing but a link to its own folder. So `#include "output/results_file.h"` does not compile in a target that does not link
# fulcrum::output, and the link lines fix the direction of includes. scripts/checks/check_includes.py reads the sources and checks it again.

# fulcrum_folder(<folder> SOURCES <file>... [LINKS <target>...] [PRIVATE_LINKS <target>...])
# Static library fulcrum_<folder>, known to others as fulcrum::<folder>; its headers are included as "<folder>/name.h", here and
# where fulcrum is installed.
function(fulcrum_folder folder)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
  add_library(fulcrum_${folder} STATIC ${arg_SOURCES})
  add_library(fulcrum::${folder} ALIAS fulcrum_${folder})
  set_target_properties(fulcrum_${folder} PROPERTIES EXPORT_NAME ${folder})
  fulcrum_include_directory(${folder} directory)
  target_include_directories(fulcrum_${folder} PUBLIC $<BUILD_INTERFACE:${directory}>
                                                      $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/fulcrum>)
  target_compile_features(fulcrum_${folder} PUBLIC cxx_std_20)
  # Equations are templates in headers: whoever compiles them must keep the bits.
  target_compile_options(fulcrum_${folder} INTERFACE -ffp-contract=off)
  target_link_libraries(fulcrum_${folder} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
endfunction()

# fulcrum_include_directory(<folder> <variable>): the directory from which only "<folder>/..." can be included.
function(fulcrum_include_directory folder variable)
  set(directory ${PROJECT_BINARY_DIR}/include/${folder})
  file(MAKE_DIRECTORY ${directory})
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${folder} ${directory}/${folder} SYMBOLIC)
  set(${variable} ${directory} PARENT_SCOPE)
endfunction()

# fulcrum_room(<room> SOURCES <file>... [LINKS <target>...] [PRIVATE_LINKS <target>...]): a room of sim/, a library fulcrum::sim_<room> whose
# headers are reachable as "sim/<room>/name.h" only through it.

# fulcrum_cold(<target>): code that runs once a command, not once a run. It is compiled for a small program; no result depends on it.
function(fulcrum_cold target)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
endfunction()

set(FULCRUM_ROOMS "" CACHE INTERNAL "rooms of sim/")
function(fulcrum_room room)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINKS;PRIVATE_LINKS")
  list(TRANSFORM arg_SOURCES PREPEND ${room}/)
  add_library(fulcrum_sim_${room} STATIC ${arg_SOURCES})
  add_library(fulcrum::sim_${room} ALIAS fulcrum_sim_${room})
  set(directory ${PROJECT_BINARY_DIR}/include/sim_${room})
  file(MAKE_DIRECTORY ${directory}/sim)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/sim/${room} ${directory}/sim/${room} SYMBOLIC)
  target_include_directories(fulcrum_sim_${room} PUBLIC ${directory})
  target_link_libraries(fulcrum_sim_${room} PUBLIC ${arg_LINKS} PRIVATE ${arg_PRIVATE_LINKS})
  set(FULCRUM_ROOMS ${FULCRUM_ROOMS} sim/${room} CACHE INTERNAL "rooms of sim/")
endfunction()
