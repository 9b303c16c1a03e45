using System.Text.Json;
using System.Text.Json.Serialization;

namespace Orchestra.Engine.Language.Rules;

/// <summary>Writes operators as <c>eq</c>, <c>notContains</c>, … and reads nothing else: no numbers, no other case.</summary>
internal sealed class RuleOperatorJsonConverter : JsonConverter<RuleOperator>
{
    public override RuleOperator Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && RuleOperators.TryParse(reader.GetString(), out var parsed)
            ? parsed
            : throw new JsonException($"an operator is one of {RuleOperators.List}");

    public override void Write(Utf8JsonWriter writer, RuleOperator value, JsonSerializerOptions options) =>
        writer.WriteStringValue(RuleOperators.NameOf(value));
}
