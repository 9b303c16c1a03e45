using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Orchestra.Contracts.Errors;
using Orchestra.Engine.Plugins.Grpc.Messages;
using Orchestra.Engine.Specs;

namespace Orchestra.Engine.Plugins.Grpc.Specs;

/// <summary>
/// Reads a spec of gRPC services: a FileDescriptorSet as bytes or in base64, one <c>.proto</c> file, or several as a JSON object of
/// <c>{"path/of.proto": "text"}</c>.
/// </summary>
internal sealed class GrpcSpecParser : ISpecParser
{
    /// <inheritdoc />
    public SpecImport Parse(ReadOnlyMemory<byte> content)
    {
        var (set, faults) = SetOf(content);
        if (faults.Count > 0)
        {
            return Refused(faults);
        }

        try
        {
            return GrpcEndpoints.Of(ProtoSchema.Load(set.Span));
        }
        catch (ProtoException e)
        {
            return Refused([new Fault("", null, e.Message)]);
        }
    }

    private static SpecImport Refused(IReadOnlyList<Fault> faults) => new([], null, null, faults, []);

    private static (ReadOnlyMemory<byte> Set, IReadOnlyList<Fault> Faults) SetOf(ReadOnlyMemory<byte> content)
    {
        var bytes = content.Span;
        if (bytes.IsEmpty || bytes.ContainsAnyInRange((byte)0, (byte)8) || bytes.ContainsAnyInRange((byte)14, (byte)31))
        {
            // No text has these, and every descriptor set has.
            return (content, []);
        }

        if (Base64.IsValid(bytes, out var length) && length > 0)
        {
            var decoded = new byte[length];
            return Base64.DecodeFromUtf8(bytes, decoded, out _, out var written) == System.Buffers.OperationStatus.Done
                ? (decoded.AsMemory(0, written), [])
                : (Convert.FromBase64String(Encoding.ASCII.GetString(bytes)), []);
        }

        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        if (!text.AsSpan().TrimStart().StartsWith('{'))
        {
            return Protoc.Compile(new Dictionary<string, string>(StringComparer.Ordinal) { ["spec.proto"] = text });
        }

        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(text) is { Count: > 0 } files
                ? Protoc.Compile(files)
                : (default, [new Fault("", null, "there are no files in it")]);
        }
        catch (JsonException e)
        {
            return (
                default,
                [new Fault("", (int?)e.LineNumber + 1, "must be a JSON object of .proto files, as {\"path/of.proto\": \"its text\"}")]
            );
        }
    }
}
