# The page of the lab: the engine, compiled by Emscripten in a project of its own, and the page around it, bundled by npm's packages of the
# briefing. Target fulcrum_lab, built with everything where Emscripten is; no other target waits for it, and `fulcrum lab` says what is
# missing where it was not built.
find_program(FULCRUM_EMCC em++)
set(lab ${PROJECT_BINARY_DIR}/lab)
set(page ${PROJECT_SOURCE_DIR}/output/briefing/page)
if(FULCRUM_MODELS_ONLY OR NOT FULCRUM_EMCC OR NOT FULCRUM_NODE OR NOT EXISTS ${page}/node_modules/esbuild)
  message(STATUS "fulcrum lab is built without its page: scripts/install_dependencies lab installs what it needs")
  return()
endif()
execute_process(COMMAND em-config EMSCRIPTEN_ROOT OUTPUT_VARIABLE emscripten OUTPUT_STRIP_TRAILING_WHITESPACE)
file(GLOB_RECURSE lab_sources CONFIGURE_DEPENDS models/*.cpp models/*.h models/*.def scenarios/*.cpp scenarios/*.h scenarios/library/* sim/*.cpp sim/*.h
     ${PROJECT_SOURCE_DIR}/sim/lab/engine/CMakeLists.txt)
file(GLOB_RECURSE lab_page CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/output/lab/page/*)
add_custom_command(
  OUTPUT ${lab}/engine/engine.js
  COMMAND ${CMAKE_COMMAND} -E env EM_IGNORE_SANITY=1 ${CMAKE_COMMAND} -S ${PROJECT_SOURCE_DIR}/sim/lab/engine -B ${lab}/engine -G Ninja
          -DCMAKE_BUILD_TYPE=Release -DCMAKE_TOOLCHAIN_FILE=${emscripten}/cmake/Modules/Platform/Emscripten.cmake --log-level=WARNING
  COMMAND ${CMAKE_COMMAND} -E env EM_IGNORE_SANITY=1 ${CMAKE_COMMAND} --build ${lab}/engine
  DEPENDS ${lab_sources}
  COMMENT "Engine of the lab"
  USES_TERMINAL VERBATIM)
add_custom_command(
  OUTPUT ${lab}/lab.html
  COMMAND ${FULCRUM_NODE} ${PROJECT_SOURCE_DIR}/output/lab/page/build.mjs ${page} ${lab}/engine/engine.js ${lab}/lab.html
  DEPENDS ${lab}/engine/engine.js ${lab_page} ${page}/package-lock.json
  COMMENT "Page of the lab"
  VERBATIM)
add_custom_target(fulcrum_lab ALL DEPENDS ${lab}/lab.html)
install(FILES ${lab}/lab.html DESTINATION ${CMAKE_INSTALL_DATADIR}/fulcrum COMPONENT program OPTIONAL)
