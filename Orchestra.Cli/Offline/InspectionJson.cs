using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestra.Contracts.Processes;

namespace Orchestra.Cli.Offline;

/// <summary>
/// One line of JSON for each file. Written by hand, so that every member is always there: what has no value is null, and what the
/// file's kind does not have is an empty list.
/// </summary>
internal static class InspectionJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Inspection inspection)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("file", inspection.File);
            json.WriteBoolean("ok", inspection.IsOk);
            json.WriteString("kind", KindName(inspection.Kind));
            WriteErrors(json, inspection);
            WriteWarnings(json, inspection.Warnings);
            WriteList(json, "processes", inspection.Processes, WriteProcess);
            WriteList(
                json,
                "endpoints",
                inspection.Endpoints,
                (writer, endpoint) =>
                {
                    writer.WriteString("endpointName", endpoint.EndpointName);
                    writer.WriteString("operationId", endpoint.OperationId);
                }
            );
            WriteCollaboration(json, inspection);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string KindName(SourceKind kind) =>
        kind switch
        {
            SourceKind.Process => "process",
            SourceKind.Spec => "spec",
            _ => "unknown",
        };

    private static void WriteErrors(Utf8JsonWriter json, Inspection inspection) =>
        WriteList(
            json,
            "errors",
            inspection.Errors,
            (writer, fault) =>
            {
                writer.WriteString("path", fault.Path);
                WriteLine(writer, fault.Line);
                writer.WriteString("message", fault.Message);
            }
        );

    private static void WriteWarnings(Utf8JsonWriter json, IReadOnlyList<ImportWarning> warnings) =>
        WriteList(
            json,
            "warnings",
            warnings,
            (writer, warning) =>
            {
                writer.WriteString("code", warning.Code);
                writer.WriteString("message", warning.Message);
                writer.WriteString("elementId", warning.ElementId);
                WriteLine(writer, warning.Line);
            }
        );

    private static void WriteCollaboration(Utf8JsonWriter json, Inspection inspection)
    {
        WriteList(
            json,
            "participants",
            inspection.Participants,
            (writer, participant) =>
            {
                writer.WriteString("id", participant.Id);
                writer.WriteString("name", participant.Name);
                writer.WriteString("processId", participant.ProcessId);
            }
        );
        WriteList(
            json,
            "messageFlows",
            inspection.MessageFlows,
            (writer, flow) =>
            {
                writer.WriteString("id", flow.Id);
                writer.WriteString("name", flow.Name);
                writer.WriteString("source", flow.Source);
                writer.WriteString("target", flow.Target);
            }
        );
    }

    private static void WriteProcess(Utf8JsonWriter json, ProcessGraph process)
    {
        json.WriteString("id", process.Id);
        json.WriteString("name", process.Name);
        json.WriteString("participant", process.Participant);
        WriteList(json, "nodes", process.Nodes, WriteNode);
        WriteList(
            json,
            "edges",
            process.Edges,
            (writer, edge) =>
            {
                writer.WriteString("id", edge.Id);
                writer.WriteString("source", edge.Source);
                writer.WriteString("target", edge.Target);
                writer.WriteString("condition", edge.Condition);
                writer.WriteBoolean("isDefault", edge.IsDefault);
            }
        );
        WriteList(
            json,
            "lanes",
            process.Lanes,
            (writer, lane) =>
            {
                writer.WriteString("id", lane.Id);
                writer.WriteString("name", lane.Name);
            }
        );
        WriteData(json, process);
    }

    private static void WriteData(Utf8JsonWriter json, ProcessGraph process)
    {
        var readers = process
            .Nodes.SelectMany(node => node.Reads.Select(data => (data, node.Id)))
            .ToLookup(read => read.data, read => read.Id);
        var writers = process
            .Nodes.SelectMany(node => node.Writes.Select(data => (data, node.Id)))
            .ToLookup(write => write.data, write => write.Id);
        WriteList(
            json,
            "data",
            process.Data,
            (writer, data) =>
            {
                writer.WriteString("id", data.Id);
                writer.WriteString("kind", WireNames.Of(data.Kind));
                writer.WriteString("name", data.Name);
                WriteIds(writer, "readBy", readers[data.Id]);
                WriteIds(writer, "writtenBy", writers[data.Id]);
            }
        );
    }

    private static void WriteIds(Utf8JsonWriter json, string name, IEnumerable<string> ids)
    {
        json.WriteStartArray(name);
        foreach (var id in ids)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
    }

    private static void WriteNode(Utf8JsonWriter json, GraphNode node)
    {
        json.WriteString("id", node.Id);
        json.WriteString("type", WireNames.Of(node.Type));
        json.WriteString("name", node.Name);
        json.WriteString("parent", node.Parent);
        json.WriteString("lane", node.Lane);
        json.WriteString("attachedTo", node.AttachedTo);
        json.WriteString("loop", node.Loop);
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLine(Utf8JsonWriter json, int? line)
    {
        if (line is { } number)
        {
            json.WriteNumber("line", number);
        }
        else
        {
            json.WriteNull("line");
        }
    }
}
