using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Contracts;

namespace Orchestra.Engine.Plugins.Db.Postgres;

/// <summary>Values between JSON and PostgreSQL.</summary>
internal static class PostgresValues
{
    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";
    private const string Local = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF";

    /// <summary>A parameter whose type the server takes from where it stands: a UUID, a date and a number can be given as text.</summary>
    public static NpgsqlParameter Parameter(string name, JsonNode? value) =>
        new(name, NpgsqlDbType.Unknown)
        {
            Value = value switch
            {
                null => DBNull.Value,
                JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
                _ => value.ToJsonString(OrchestraJson.Options),
            },
        };

    /// <summary>A column as JSON.</summary>
    public static JsonNode? Read(DbDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
        {
            return null;
        }

        var type = reader.GetDataTypeName(column);
        return type is "json" or "jsonb" ? JsonNode.Parse(reader.GetString(column))
            : type.EndsWith("interval", StringComparison.Ordinal)
                ? reader.GetFieldValue<NpgsqlInterval>(column) is var span
                        ? new JsonObject
                        {
                            ["months"] = span.Months,
                            ["days"] = span.Days,
                            ["microseconds"] = span.Time,
                        }
                    : null
            // Wider than a decimal of .NET: the digits as the server has them.
            : type.StartsWith("numeric", StringComparison.Ordinal) && !type.EndsWith(']') ? Numeric(reader, column)
            : Of(reader.GetValue(column));
    }

    private static JsonValue Numeric(DbDataReader reader, int column)
    {
        try
        {
            return JsonValue.Create(reader.GetDecimal(column));
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException)
        {
            throw new InvalidCastException($"column {reader.GetName(column)} holds a numeric that is no decimal: cast it to text", e);
        }
    }

    private static JsonNode? Of(object? value) =>
        value switch
        {
            null or DBNull => null,
            bool flag => JsonValue.Create(flag),
            short or int or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            uint number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            float number => float.IsFinite(number)
                ? JsonValue.Create(number)
                : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
            double number => double.IsFinite(number)
                ? JsonValue.Create(number)
                : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture)),
            string text => JsonValue.Create(text),
            char text => JsonValue.Create(text.ToString()),
            Guid id => JsonValue.Create(id.ToString()),
            byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
            DateTime { Kind: DateTimeKind.Utc } time => JsonValue.Create(time.ToString(Instant, CultureInfo.InvariantCulture)),
            DateTime time => JsonValue.Create(time.ToString(Local, CultureInfo.InvariantCulture)),
            DateTimeOffset time => JsonValue.Create(time.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture)),
            DateOnly date => JsonValue.Create(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            TimeOnly time => JsonValue.Create(time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture)),
            TimeSpan time => JsonValue.Create(time.ToString(null, CultureInfo.InvariantCulture)),
            IEnumerable items => new JsonArray([.. items.Cast<object?>().Select(Of)]),
            _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
        };
}
