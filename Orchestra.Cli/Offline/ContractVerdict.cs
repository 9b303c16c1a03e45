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

    /// <summary>Judges an instance; a faulty schema is an answer too.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="draft">A dialect's name; null to take the one of <c>$schema</c>, else 2020-12.</param>
    public static ContractVerdict Of(JsonElement schema, JsonElement instance, string? draft)
    {
        SchemaDialect dialect;
        if (draft is null)
        {
            dialect = Declared(schema);
        }
        else if (!SchemaDialects.TryParse(draft, out dialect))
        {
            return Bad($"the draft '{draft}' is not known: use {string.Join(", ", SchemaDialects.Names)}");
        }

        try
        {
            return new ContractVerdict(SchemaCompiler.Compile(schema, dialect).Validate(instance).Errors);
        }
        catch (SchemaException exception)
        {
            var faults = exception.Faults.Select(fault => new SchemaError("", fault.Pointer, InputKeyword, fault.Message));
            return new ContractVerdict([.. faults], IsUsable: false);
        }
    }

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

    private static SchemaDialect Declared(JsonElement schema)
    {
        if (
            schema.ValueKind != JsonValueKind.Object
            || !schema.TryGetProperty("$schema", out var declared)
            || declared.ValueKind != JsonValueKind.String
        )
        {
            return SchemaDialect.Draft202012;
        }

        var uri = declared.GetString() ?? "";
        return uri.Contains("draft-07", StringComparison.Ordinal) ? SchemaDialect.Draft07
            : uri.Contains("draft-04", StringComparison.Ordinal) ? SchemaDialect.Draft04
            : SchemaDialect.Draft202012;
    }
}
