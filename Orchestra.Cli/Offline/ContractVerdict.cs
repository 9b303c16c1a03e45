using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Orchestra.Engine.JsonSchema;

namespace Orchestra.Cli.Offline;

/// <summary>What <c>validate</c> answers for one instance.</summary>
/// <param name="Errors">Violations of the instance, or faults of the schema.</param>
/// <param name="IsUsable">False when there was nothing to judge by: the input itself is bad.</param>
internal sealed record ContractVerdict(IReadOnlyList<SchemaError> Errors, bool IsUsable = true)
{
    // In the place of a keyword: the schema or the line itself is at fault, not the instance.
    private const string InputKeyword = "$input";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool IsValid => Errors.Count == 0;

    public int ExitCode =>
        !IsUsable ? ExitCodes.BadInput
        : IsValid ? ExitCodes.Passed
        : ExitCodes.Failed;

    /// <summary>The schema cannot be used.</summary>
    public static ContractVerdict Faulty(SchemaException exception) =>
        new([.. exception.Faults.Select(fault => new SchemaError("", fault.Pointer, InputKeyword, fault.Message))], IsUsable: false);

    public static ContractVerdict Bad(string message) => new([new SchemaError("", "", InputKeyword, message)], IsUsable: false);

    public string ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteBoolean("valid", IsValid);
            json.WriteStartArray("errors");
            foreach (var error in Errors)
            {
                json.WriteStartObject();
                json.WriteString("instancePointer", error.InstancePointer);
                json.WriteString("schemaPointer", error.SchemaPointer);
                json.WriteString("keyword", error.Keyword);
                json.WriteString("message", error.Message);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
