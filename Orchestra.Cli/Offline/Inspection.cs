using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Language.Rules;
using Orchestra.Engine.Plugins;
using Orchestra.Modeling;

namespace Orchestra.Cli.Offline;

/// <summary>What <c>inspect</c> found in one file.</summary>
internal sealed record Inspection(string File, SourceKind Kind)
{
    public IReadOnlyList<Fault> Errors { get; init; } = [];

    public IReadOnlyList<ImportWarning> Warnings { get; init; } = [];

    public IReadOnlyList<ProcessGraph> Processes { get; init; } = [];

    public IReadOnlyList<SpecEndpoint> Endpoints { get; init; } = [];

    public IReadOnlyList<Participant> Participants { get; init; } = [];

    public IReadOnlyList<MessageFlow> MessageFlows { get; init; } = [];

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

        return ProcessFile.TypeOf(content, file) is { } type ? OfProcess(file, content, type) : OfSpec(file, content);
    }

    private static Inspection OfProcess(string file, byte[] content, ProcessSourceType type)
    {
        using var stream = new MemoryStream(content);
        var import = ProcessReader.Read(stream, type);
        return new Inspection(file, SourceKind.Process)
        {
            Errors = import.Graph is { } graph ? ExpectCheck.FaultsOf(graph) : import.Faults,
            Warnings = import.Graph?.Warnings ?? [],
            Processes = import.Graph?.Processes ?? [],
            Participants = import.Graph?.Participants ?? [],
            MessageFlows = import.Graph?.MessageFlows ?? [],
        };
    }

    private static Inspection OfSpec(string file, byte[] content)
    {
        // Topics and queues are read alike.
        var import = SpecParsers.Find(SpecProtocol.Of(file, content) ?? "kafka")!.Parse(content);
        return new Inspection(file, SourceKind.Spec)
        {
            Errors = import.Faults,
            Warnings = import.Warnings,
            Endpoints = import.Endpoints,
        };
    }
}
