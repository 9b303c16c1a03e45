using System.Text.Json;

namespace Orchestra.Samples.Bank.Operations;

/// <summary>Reads a request's bytes once: they are hashed for the idempotency key and parsed for the operation.</summary>
internal static class RequestBody
{
    public static async Task<byte[]> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await http.Request.Body.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }

    public static T Parse<T>(HttpContext http, byte[] body)
        where T : class
    {
        if (typeof(T) == typeof(NoBody))
        {
            return (T)(object)new NoBody();
        }

        if (!http.Request.HasJsonContentType())
        {
            throw new BankException(ErrorCode.UnsupportedMediaType, "the body must be application/json");
        }

        try
        {
            return JsonSerializer.Deserialize<T>(body, BankJson.Options) ?? throw new JsonException("null", "$", null, null);
        }
        catch (JsonException e)
        {
            throw new BankException(
                ErrorCode.BadRequest,
                "the body does not fit the operation",
                new ErrorBody.Entry(string.IsNullOrEmpty(e.Path) ? "$" : e.Path, Explain(e.Message))
            );
        }
    }

    // The serializer's messages name .NET types, which mean nothing to a caller.
    private static string Explain(string message)
    {
        const string Missing = "missing required properties including:";
        var at = message.IndexOf(Missing, StringComparison.Ordinal);
        if (at >= 0)
        {
            var names = message[(at + Missing.Length)..].Split("Path:")[0].Trim().TrimEnd('.');
            return $"required and missing: {names}";
        }

        return message.Contains("could not be mapped", StringComparison.Ordinal)
            ? "the operation knows no such property"
            : "not valid JSON, or not of the type that the operation needs";
    }
}
