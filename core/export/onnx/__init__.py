"""A model as one ONNX file, for programs that inspect without this one."""
