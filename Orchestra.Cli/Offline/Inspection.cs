using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Language.Rules;
using Orchestra.Engine.Specs;
using Orchestra.Modeling.Bpmn;

namespace Orchestra.Cli.Offline;

/// <summary>What <c>inspect</c> found in one file.</summary>
internal sealed record Inspection(string File, SourceKind Kind)
{
    public IReadOnlyList<Fault> Errors { get; init; } = [];

    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    public IReadOnlyList<ProcessGraph> Processes { get; init; } = [];

    public IReadOnlyList<SpecEndpoint> Endpoints { get; init; } = [];

    public bool IsOk => Errors.Count == 0;

    /// <summary>Reads the file; what is wrong with it is in the answer.</summary>
    public static Inspection Of(string file)
    {
        byte[] content;
        try
        {
            content = SourceFile.Read(file);
        }
        catch (CliException exception)
        {
            return new Inspection(file, SourceKind.Unknown) { Errors = [new Fault(null, null, exception.Message)] };
        }

        return KindOf(content, file) == SourceKind.Process ? OfProcess(file, content) : OfSpec(file, content);
    }

    // XML is known by its first character, in UTF-16 too; without any character the name decides.
    private static SourceKind KindOf(byte[] content, string file)
    {
        foreach (var value in content)
        {
            if (value is 0xEF or 0xBB or 0xBF or 0xFE or 0xFF or 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                continue;
            }

            return value == (byte)'<' ? SourceKind.Process : SourceKind.Spec;
        }

        return Path.GetExtension(file).ToUpperInvariant() is ".BPMN" or ".XML" ? SourceKind.Process : SourceKind.Spec;
    }

    private static Inspection OfProcess(string file, byte[] content)
    {
        using var stream = new MemoryStream(content);
        var import = BpmnReader.Read(stream);
        return new Inspection(file, SourceKind.Process)
        {
            Errors = import.Graph is { } graph ? ExpectCheck.FaultsOf(graph) : import.Faults,
            Warnings = import.Graph?.Warnings ?? [],
            Processes = import.Graph?.Processes ?? [],
        };
    }

    private static Inspection OfSpec(string file, byte[] content)
    {
        var import = OpenApiReader.Read(content);
        return new Inspection(file, SourceKind.Spec)
        {
            Errors = import.Faults,
            Warnings = import.Warnings,
            Endpoints = import.Endpoints,
        };
    }
}
