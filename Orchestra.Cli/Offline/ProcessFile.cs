using Orchestra.Contracts.Processes;
using Orchestra.Engine.Language.Rules;
using Orchestra.Modeling;

namespace Orchestra.Cli.Offline;

/// <summary>A file that holds a process: BPMN, or a sequence diagram.</summary>
internal static class ProcessFile
{
    /// <summary>Reads the graph; a file whose type nothing tells is taken as BPMN.</summary>
    /// <exception cref="CliException">The file is bad: exit code 3.</exception>
    public static ControlFlowGraph Read(string path)
    {
        var content = SourceFile.Read(path);
        using var stream = new MemoryStream(content);
        var import = ProcessReader.Read(stream, TypeOf(content, path) ?? ProcessSourceType.Bpmn);
        var faults = import.Graph is { } graph ? ExpectCheck.FaultsOf(graph) : import.Faults;
        return faults.Count == 0
            ? import.Graph!
            : throw new CliException(ExitCodes.BadInput, $"{path} has {faults.Count} fault(s)", faults);
    }

    /// <summary>What a content is; null when it is no process.</summary>
    public static ProcessSourceType? TypeOf(byte[] content, string file) =>
        ProcessReader.TypeOf(SourceFile.TextOf(content), file) ?? (StartsXml(content) ? ProcessSourceType.Bpmn : null);

    // XML is known by its first character, in UTF-16 too.
    private static bool StartsXml(byte[] content)
    {
        foreach (var value in content)
        {
            if (value is not (0xEF or 0xBB or 0xBF or 0xFE or 0xFF or 0 or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return value == (byte)'<';
            }
        }

        return false;
    }
}
