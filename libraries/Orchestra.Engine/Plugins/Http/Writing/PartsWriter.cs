using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Orchestra.Contracts.Specs;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Plugins.Steps;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>
/// Writes multipart bodies (RFC 7578). The boundary comes from the run's seed, the step and the attempt, so that a request which is sent
/// again is the same byte by byte.
/// </summary>
internal static class PartsWriter
{
    public static RequestContent? Write(
        StepExecution execution,
        IReadOnlyList<JsonNode?> parts,
        string type,
        IReadOnlyDictionary<string, SpecEncoding>? encodings,
        List<string> problems
    )
    {
        var isForm = MediaMatch.Bare(type).Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);
        var (record, value) = (new JsonObject(), new JsonObject());
        var written = new List<(string Head, byte[] Bytes)>();
        foreach (var part in parts.OfType<JsonObject>())
        {
            var name = StepInputs.Text(part["name"]) ?? "";
            if (BytesOf(part, name, problems) is { } bytes)
            {
                var partType = TypeOf(part, encodings?.GetValueOrDefault(name));
                written.Add((HeadOf(part, name, partType, isForm, problems), bytes));
                FormWriter.Add(record, name, RecordOf(part, partType));
                FormWriter.Add(value, name, (part["value"] ?? part["base64"])!.DeepClone());
            }
        }

        if (problems.Count > 0)
        {
            return null;
        }

        var boundary = BoundaryOf(execution, written);
        return new RequestContent(Joined(written, boundary), $"{WithoutBoundary(type)}; boundary={boundary}", record, value);
    }

    private static byte[]? BytesOf(JsonObject part, string name, List<string> problems)
    {
        var (value, base64) = (part["value"], StepInputs.Text(part["base64"]));
        if (value is null == base64 is null)
        {
            problems.Add($"the part {name} has {(value is null ? "neither value nor base64" : "value and base64")}: it is one of them");
            return null;
        }

        var bytes = base64 is null ? Encoding.UTF8.GetBytes(StepInputs.Text(value)!) : ContentWriter.Decode(base64);
        if (bytes is null)
        {
            problems.Add($"the part {name} is no base64");
        }

        return bytes;
    }

    private static string? TypeOf(JsonObject part, SpecEncoding? encoding) =>
        StepInputs.Text(part["contentType"])
        ?? (encoding?.ContentType is { } declared && !declared.Contains('*', StringComparison.Ordinal) ? declared : null)
        ?? (
            part["value"] is JsonObject or JsonArray ? "application/json"
            : part["base64"] is not null ? "application/octet-stream"
            : null
        );

    private static string HeadOf(JsonObject part, string name, string? type, bool isForm, List<string> problems)
    {
        var head = new StringBuilder();
        if (isForm)
        {
            head.Append("Content-Disposition: form-data; name=\"").Append(Quoted(name)).Append('"');
            if (StepInputs.Text(part["fileName"]) is { } file)
            {
                head.Append("; filename=\"").Append(Quoted(file)).Append('"');
            }

            head.Append("\r\n");
        }

        var more = (part["headers"] as JsonObject ?? []).Select(header => KeyValuePair.Create(header.Key, StepInputs.Text(header.Value)));
        foreach (var (key, text) in more.Prepend(KeyValuePair.Create("Content-Type", type)).Where(header => header.Value is not null))
        {
            if (key.Length == 0 || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || text!.Any(char.IsControl))
            {
                problems.Add($"the part {name} has a header that cannot be sent: '{string.Concat(key.Where(c => !char.IsControl(c)))}'");
                continue;
            }

            head.Append(key).Append(": ").Append(text).Append("\r\n");
        }

        return head.ToString();
    }

    // As browsers do (HTML, multipart/form-data encoding).
    private static string Quoted(string text) =>
        text.Replace("\"", "%22", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static JsonNode RecordOf(JsonObject part, string? type)
    {
        if (part["value"] is JsonValue text && type is null && part["fileName"] is null)
        {
            return StepInputs.Text(text)!;
        }

        var record = new JsonObject();
        foreach (var member in new[] { "fileName", "contentType", "value", "base64" })
        {
            if ((member == "contentType" ? JsonValue.Create(type) : part[member]) is { } node)
            {
                record[member] = node.DeepClone();
            }
        }

        return record;
    }

    private static string BoundaryOf(StepExecution execution, List<(string Head, byte[] Bytes)> parts)
    {
        for (var n = 0; ; n++)
        {
            var source = string.Create(
                CultureInfo.InvariantCulture,
                $"{execution.Context.Plan.Seed}/{execution.Step.OrderIndex}/{execution.Attempt}/{n}"
            );
            var boundary = "orchestra-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))[..32];
            var bytes = Encoding.ASCII.GetBytes(boundary);
            if (parts.TrueForAll(part => part.Bytes.AsSpan().IndexOf(bytes) < 0))
            {
                return boundary;
            }
        }
    }

    private static byte[] Joined(List<(string Head, byte[] Bytes)> parts, string boundary)
    {
        using var body = new MemoryStream();
        foreach (var (head, bytes) in parts)
        {
            body.Write(Encoding.UTF8.GetBytes($"--{boundary}\r\n{head}\r\n"));
            body.Write(bytes);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.UTF8.GetBytes($"--{boundary}--\r\n"));
        return body.ToArray();
    }

    private static string WithoutBoundary(string type) =>
        string.Join(
            "; ",
            type.Split(';')
                .Select(part => part.Trim())
                .Where(part => part.Length > 0 && !part.StartsWith("boundary=", StringComparison.OrdinalIgnoreCase))
        );
}
