using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;

namespace Orchestra.Cli.Offline;

/// <summary>What <c>inspect</c> tells people about one file.</summary>
internal static class InspectionText
{
    public static void Write(Inspection inspection, CliConsole console)
    {
        var kind = InspectionJson.KindName(inspection.Kind);
        console.Result(
            inspection.IsOk ? $"{inspection.File}: {kind}, ok" : $"{inspection.File}: {kind}, {inspection.Errors.Count} fault(s)"
        );
        foreach (var fault in inspection.Errors)
        {
            console.Result(CliConsole.FaultText(inspection.Kind == SourceKind.Unknown ? null : inspection.File, fault));
        }

        foreach (var process in inspection.Processes)
        {
            WriteProcess(process, console);
        }

        WriteEndpoints(inspection, console);
        WriteWarnings(inspection.File, inspection.Warnings, console);
    }

    /// <summary>The warnings, one a line.</summary>
    public static void WriteWarnings(string? file, IReadOnlyList<ImportWarning> warnings, CliConsole console)
    {
        foreach (var warning in warnings)
        {
            console.Result(
                CliConsole.FaultText(file, new Fault(warning.ElementId, warning.Line, $"warning {warning.Code}: {warning.Message}"))
            );
        }
    }

    private static void WriteProcess(ProcessGraph process, CliConsole console)
    {
        var title = process.Name is null ? process.Id : $"{process.Name} ({process.Id})";
        var participant = process.Participant is null ? "" : $", participant {process.Participant}";
        console.Result($"  process {title}{participant}: {process.Nodes.Count} nodes, {process.Edges.Count} flows");
        var table = new ResultTable("node", "type", "name", "lane", "next");
        foreach (var node in process.Nodes)
        {
            var next = process.Edges.Where(edge => edge.Source == node.Id).Select(edge => edge.Target);
            table.Add(node.Id, WireNames.Of(node.Type), node.Name, node.Lane, string.Join(", ", next));
        }

        console.Table(table);
    }

    private static void WriteEndpoints(Inspection inspection, CliConsole console)
    {
        if (inspection.Endpoints.Count == 0)
        {
            return;
        }

        var table = new ResultTable("endpoint", "operation", "summary");
        foreach (var endpoint in inspection.Endpoints)
        {
            table.Add(endpoint.EndpointName, endpoint.OperationId, endpoint.Summary);
        }

        console.Table(table);
    }
}
