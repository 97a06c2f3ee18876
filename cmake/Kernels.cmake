# Code compiled for newer processors than the baseline, shut in so that nothing else can run it by accident.
#
# A template or inline function that the compiler did not inline stands in every object file that uses it, and the linker keeps any one of
# them for the whole program. If it kept the one of a kernel, an older processor would meet instructions that it does not know; if it kept
# another's for the kernel, a pack would be passed in registers by one and in memory by the other. So a kernel's object is linked with
# itself alone and all its names but the maker's become private to it.

# fulcrum_kernel(<target> <name> <option>...): adds kernels/<name>.cpp, compiled with the options, of which make_<name> alone is seen.
function(fulcrum_kernel target name)
  add_library(${target}_${name} OBJECT kernels/${name}.cpp)
  target_include_directories(${target}_${name} PRIVATE $<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>)
  # Constants inside templates would be bound for the whole process, past objcopy.
  target_compile_options(${target}_${name} PRIVATE ${ARGN} $<$<CXX_COMPILER_ID:GNU>:-fno-gnu-unique>)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/kernel_${name}.o)
  add_custom_command(
    OUTPUT ${object}
    COMMAND ${CMAKE_LINKER} -r --force-group-allocation $<TARGET_OBJECTS:${target}_${name}> -o ${object}.whole
    COMMAND ${CMAKE_OBJCOPY} --wildcard --keep-global-symbol=*make_${name}* ${object}.whole ${object}
    DEPENDS $<TARGET_OBJECTS:${target}_${name}>
    COMMENT "Shutting in kernel ${name}"
    VERBATIM)
  set_source_files_properties(${object} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
  target_sources(${target} PRIVATE ${object})
  set_property(GLOBAL APPEND PROPERTY FULCRUM_KERNEL_OBJECTS ${object})
endfunction()
