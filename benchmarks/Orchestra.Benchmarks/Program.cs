using Orchestra.Benchmarks;

return await BenchmarkProgram.RunAsync(args);
