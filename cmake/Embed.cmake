# fulcrum_embed(<source> HEADER <header> TYPE <type> FUNCTION <function> FILES <file>...): a C++ source in the build folder that holds the
# files' texts behind a function that the header declares; cmake/write_embedded.cmake writes it.
set(FULCRUM_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/write_embedded.cmake)
function(fulcrum_embed source)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "HEADER;TYPE;FUNCTION" "FILES")
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${source})
  add_custom_command(
    OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${output} -DHEADER=${arg_HEADER} -DTYPE=${arg_TYPE} -DFUNCTION=${arg_FUNCTION} "-DFILES=${arg_FILES}"
            -P ${FULCRUM_EMBED_SCRIPT}
    DEPENDS ${arg_FILES} ${FULCRUM_EMBED_SCRIPT}
    VERBATIM)
  set_source_files_properties(${output} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()
