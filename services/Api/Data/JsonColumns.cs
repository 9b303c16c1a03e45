using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Orchestra.Contracts;
using Orchestra.Contracts.Json;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Data;

/// <summary>Contract records in jsonb columns. They are replaced as a whole, never changed in place.</summary>
internal static class JsonColumns
{
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property)
        where T : class? =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                value => Write(value),
                text => JsonSerializer.Deserialize<T>(text, OrchestraJson.Options)!,
                new ValueComparer<T>((left, right) => ReferenceEquals(left, right), value => value!.GetHashCode(), value => value)
            );

    /// <summary>As the other, in another shape than the property's.</summary>
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property, Func<T, T> toColumn, Func<T, T> fromColumn)
        where T : class =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                value => Write(toColumn(value)),
                text => fromColumn(JsonSerializer.Deserialize<T>(text, OrchestraJson.Options)!),
                new ValueComparer<T>((left, right) => ReferenceEquals(left, right), value => value.GetHashCode(), value => value)
            );

    private static string Write<T>(T value)
    {
        var text = value is JsonNode node
            ? node.ToJsonString(OrchestraJson.Options)
            : JsonSerializer.Serialize(value, OrchestraJson.Options);
        // jsonb cannot hold it, and silently changing somebody's test data is worse than refusing it.
        return StorableJson.FaultOfText(text) is { } fault
            ? throw new ApiException(ErrorCode.BadRequest, $"what is to be stored {fault}")
            : text;
    }
}
