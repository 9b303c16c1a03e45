using System.Text;
using Orchestra.Api.Idempotency;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>
/// The text of an upload, as the body or as a form's file. Nothing is ever unpacked, so nothing can grow: a body with a Content-Encoding is
/// refused, and an archive is no text.
/// </summary>
/// <param name="Text">Decoded; without a byte order mark.</param>
/// <param name="ContentType">As sent with it.</param>
/// <param name="FileName">Of a form's file, without folders; else null.</param>
internal sealed record UploadedText(string Text, string? ContentType, string? FileName)
{
    private static readonly (byte[] Mark, string What)[] Archives =
    [
        ([0x50, 0x4b, 0x03, 0x04], "a zip archive or a spreadsheet"),
        ([0x50, 0x4b, 0x05, 0x06], "an empty zip archive"),
        ([0x1f, 0x8b], "a gzip file"),
    ];

    public static async Task<UploadedText> ReadAsync(HttpRequest http, CancellationToken cancellationToken)
    {
        if (http.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding && encoding != "identity")
        {
            throw new ApiException(
                ErrorCode.UnsupportedMediaType,
                $"send the file as it is: Content-Encoding '{encoding}' is not unpacked"
            );
        }

        if (!http.HasFormContentType)
        {
            return new UploadedText(Decode(await BytesAsync(http.Body, cancellationToken)), http.ContentType, null);
        }

        var form = await FormBody.ReadAsync(http, cancellationToken);
        if (form.Files["file"] is not { } file)
        {
            throw ApiException.BadRequest("file", "file is required: the CSV or JSON file to import");
        }

        await using var content = file.OpenReadStream();
        return new UploadedText(
            Decode(await BytesAsync(content, cancellationToken)),
            file.ContentType,
            Path.GetFileName(file.FileName.Replace('\\', '/'))
        );
    }

    private static async Task<byte[]> BytesAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int count;
        while ((count = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read.Length + count > ImportLimits.MaxBytes)
            {
                throw new ApiException(
                    ErrorCode.PayloadTooLarge,
                    $"the file is over the limit of {ImportLimits.MaxBytes >> 20} MiB: split it"
                );
            }

            await read.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return read.ToArray();
    }

    private static string Decode(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            throw ApiException.BadRequest("file", "a CSV or JSON file is required");
        }

        foreach (var (mark, what) in Archives)
        {
            if (bytes.AsSpan().StartsWith(mark))
            {
                throw ApiException.BadRequest("file", $"the file is {what}: unpack it, or save it as CSV");
            }
        }

        try
        {
            return bytes switch
            {
                [0xff, 0xfe, ..] => new UnicodeEncoding(false, false, true).GetString(bytes, 2, bytes.Length - 2),
                [0xfe, 0xff, ..] => new UnicodeEncoding(true, false, true).GetString(bytes, 2, bytes.Length - 2),
                [0xef, 0xbb, 0xbf, ..] => new UTF8Encoding(false, true).GetString(bytes, 3, bytes.Length - 3),
                _ => new UTF8Encoding(false, true).GetString(bytes),
            };
        }
        catch (DecoderFallbackException e)
        {
            var line = bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n') + 1;
            throw ApiException.BadRequest("file", $"line {line} is not UTF-8: save the file as UTF-8");
        }
    }
}
