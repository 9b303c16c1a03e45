using System.Security.Cryptography;
using System.Text;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Idempotency;

/// <summary>A multipart body. The framework reads it once for a request and keeps it.</summary>
internal static class FormBody
{
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        // A body over the limit is an IOException too, with an answer of its own.
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw ApiException.BadRequest("body", $"the form cannot be read: {e.Message}");
        }
    }

    /// <summary>A hash of fields and files: a client that repeats a request draws a new boundary, so the bytes as sent say nothing.</summary>
    public static async Task<byte[]> HashAsync(IFormCollection form, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, values) in form.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Append(hash, name);
            Append(hash, string.Join('\u001f', values.ToArray()));
        }

        foreach (var file in form.Files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            Append(hash, file.Name);
            Append(hash, file.FileName);
            await using var content = file.OpenReadStream();
            hash.AppendData(await SHA256.HashDataAsync(content, cancellationToken));
        }

        return hash.GetHashAndReset();
    }

    // Hashed on its own, so that no two lists of texts run together to the same bytes.
    private static void Append(IncrementalHash hash, string text) => hash.AppendData(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
