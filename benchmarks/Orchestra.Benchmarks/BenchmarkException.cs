namespace Orchestra.Benchmarks;

/// <summary>Why a figure cannot be obtained, in a sentence for the person who asked for it.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
