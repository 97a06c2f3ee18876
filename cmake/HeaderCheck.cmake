# Every header compiles alone: the object library fulcrum_headers_<folder> holds one source a header with nothing but its #include.
# Build `fulcrum_headers` for all folders.

add_custom_target(fulcrum_headers)
foreach(folder IN ITEMS models scenarios output sim)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR} ${PROJECT_SOURCE_DIR}/${folder}/*.h)
  if(NOT headers OR NOT TARGET fulcrum_${folder})
    continue()
  endif()
  set(sources)
  foreach(header IN LISTS headers)
    set(source ${PROJECT_BINARY_DIR}/headers_alone/${header}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "#include \"${header}\"\n")
    list(APPEND sources ${source})
  endforeach()
  add_library(fulcrum_headers_${folder} OBJECT EXCLUDE_FROM_ALL ${sources})
  # Headers of a folder may use what its sources may use, so the link lines are the same.
  get_target_property(private_links fulcrum_${folder} LINK_LIBRARIES)
  if(NOT private_links)
    set(private_links)
  endif()
  target_link_libraries(fulcrum_headers_${folder} PRIVATE fulcrum_${folder} ${private_links})
  add_dependencies(fulcrum_headers fulcrum_headers_${folder})
endforeach()
