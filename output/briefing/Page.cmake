# The page's script and style, bundled by esbuild from output/briefing/page with the packages of its lock file, which
# scripts/install_dependencies puts into output/briefing/page/node_modules. Without them the program is built all the same, and
# `fulcrum report` says what is missing.
set(page ${CMAKE_CURRENT_SOURCE_DIR}/briefing/page)
set(bundle ${CMAKE_CURRENT_BINARY_DIR}/page)
set(assets "")
find_program(FULCRUM_NODE node)
if(FULCRUM_NODE AND EXISTS ${page}/node_modules/esbuild AND EXISTS ${page}/node_modules/echarts)
  file(GLOB_RECURSE page_sources CONFIGURE_DEPENDS ${page}/src/*)
  set(bundled ${bundle}/charts.js ${bundle}/page.js ${bundle}/style.css)
  add_custom_command(
    OUTPUT ${bundled}
    COMMAND ${FULCRUM_NODE} ${page}/build.mjs ${bundle}
    DEPENDS ${page_sources} ${page}/build.mjs ${page}/package-lock.json
    COMMENT "Page of the briefing"
    VERBATIM)
  set(assets ${page}/src/template.html ${bundled})
else()
  message(STATUS "fulcrum report is built without its page: scripts/install_dependencies installs what it needs")
endif()
fulcrum_embed(embedded_assets.cpp HEADER output/briefing/embedded_assets.h TYPE EmbeddedAsset FUNCTION embedded_assets FILES ${assets})
