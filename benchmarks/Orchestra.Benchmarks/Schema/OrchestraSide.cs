using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Benchmarks.Schema;

/// <summary>The product's way: the body's bytes become a document on pooled memory, which the compiled schema judges.</summary>
internal sealed class OrchestraSide : ISchemaSide
{
    private const int LargeBytes = 8192;

    // As ajv by default: the first violation is explained, the rest not looked for.
    private static readonly SchemaOptions FirstError = new() { MaxErrors = 1 };

    private readonly Dictionary<string, (CompiledSchema Schema, byte[] Text)> _subjects = [];

    public OrchestraSide(IEnumerable<SchemaCase> cases)
    {
        foreach (var subject in cases)
        {
            using var document = JsonDocument.Parse(subject.Schema);
            var schema = SchemaCompiler.Compile(document.RootElement, subject.Dialect, subject.Pointer, FirstError);
            _subjects[subject.Name] = (schema, Encoding.UTF8.GetBytes(subject.Instance));
        }
    }

    public Task<SchemaSlice> RunAsync(SchemaCase subject, TimeSpan time)
    {
        var (schema, text) = _subjects[subject.Name];
        var batch = text.Length > LargeBytes ? 1 : 32;
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var operations = 0L;
        var valid = 0L;
        do
        {
            for (var i = 0; i < batch; i++)
            {
                using var instance = JsonDocument.Parse(text);
                valid += schema.Validate(instance.RootElement).IsValid ? 1 : 0;
            }

            operations += batch;
        } while (Stopwatch.GetElapsedTime(start) < time);

        var elapsed = Stopwatch.GetElapsedTime(start);
        var used = Environment.CpuUsage.TotalTime - cpu;
        return Task.FromResult(new SchemaSlice(operations, valid, elapsed.TotalSeconds, used.TotalSeconds));
    }
}
