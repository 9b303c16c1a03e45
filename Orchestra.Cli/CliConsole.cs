using System.Text;
using Orchestra.Contracts.Errors;

namespace Orchestra.Cli;

/// <summary>Where a verb writes: results to stdout, progress and complaints to stderr. Tests give their own writers.</summary>
internal sealed class CliConsole(TextWriter output, TextWriter error, bool isTerminal = false)
{
    private readonly Lock _lock = new();

    /// <summary>Whether results go to a terminal: only then are tables drawn.</summary>
    public bool IsTerminal { get; } = isTerminal;

    public TextWriter Output { get; } = output;

    /// <summary>The streams of this process, in UTF-8 whatever the locale says: JSON is read by programs.</summary>
    public static CliConsole OfProcess() =>
        new(Writer(Console.OpenStandardOutput()), Writer(Console.OpenStandardError()), !Console.IsOutputRedirected);

    /// <summary>One line of the result.</summary>
    public void Result(string line)
    {
        lock (_lock)
        {
            Output.WriteLine(line);
        }
    }

    /// <summary>One line of progress, or a complaint.</summary>
    public void Note(string line)
    {
        lock (_lock)
        {
            error.WriteLine(line);
        }
    }

    /// <summary>A table: drawn in a terminal, aligned columns elsewhere.</summary>
    public void Table(ResultTable table)
    {
        lock (_lock)
        {
            if (IsTerminal)
            {
                // In a class of its own, so that Spectre is loaded only here.
                TerminalTable.Write(table, Output);
            }
            else
            {
                table.WritePlain(Output);
            }
        }
    }

    /// <summary>One line for each fault, as compilers write them: file, line, place, message.</summary>
    public void Faults(string? file, IEnumerable<Fault> faults)
    {
        foreach (var fault in faults)
        {
            Note(FaultText(file, fault));
        }
    }

    public static string FaultText(string? file, Fault fault)
    {
        var text = new StringBuilder("  ");
        if (file is not null)
        {
            text.Append(file).Append(fault.Line is { } line ? $":{line}" : "").Append(": ");
        }
        else if (fault.Line is { } line)
        {
            text.Append("line ").Append(line).Append(": ");
        }

        if (!string.IsNullOrEmpty(fault.Path))
        {
            text.Append(fault.Path).Append(": ");
        }

        return text.Append(fault.Message).ToString();
    }

    private static StreamWriter Writer(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
}
