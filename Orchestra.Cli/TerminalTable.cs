using Spectre.Console;

namespace Orchestra.Cli;

/// <summary>Draws a table in a terminal.</summary>
internal static class TerminalTable
{
    public static void Write(ResultTable table, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var drawn = new Table { Border = TableBorder.Rounded };
        foreach (var column in table.Columns)
        {
            drawn.AddColumn(new TableColumn(new Text(column, new Style(decoration: Decoration.Bold))));
        }

        foreach (var row in table.Rows)
        {
            // Text and not markup: names of processes may hold brackets.
            drawn.AddRow(row.Select(cell => new Text(cell)));
        }

        console.Write(drawn);
    }
}
