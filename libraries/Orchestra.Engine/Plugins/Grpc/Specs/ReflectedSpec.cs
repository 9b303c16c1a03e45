using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Orchestra.Engine.Outbound;
using Orchestra.Engine.Plugins.Grpc.Calls;
using Orchestra.Engine.Plugins.Grpc.Messages;

namespace Orchestra.Engine.Plugins.Grpc.Specs;

/// <summary>The descriptors of a running server's services, by its reflection: a FileDescriptorSet in base64, as a person would import it.</summary>
internal sealed class ReflectedSpec(GuardedConnector connector, TimeProvider time) : ISpecSource
{
    private const int MaxBytes = 10 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public async Task<FetchedSpec> FetchAsync(Uri address, OutboundPolicy policy, CancellationToken cancellationToken)
    {
        using var link = new GrpcLink(connector, policy, address, tls: null, MaxBytes);
        try
        {
            var (files, failure) = await ReflectionClient.AllFilesAsync(
                link.Invoker,
                new CallOptions(null, time.GetUtcNow().UtcDateTime + Timeout, cancellationToken)
            );
            return files is null ? FetchedSpec.Failed(Told(failure!, link)) : new FetchedSpec(Base64Of(files), null);
        }
        catch (ProtoException e)
        {
            return FetchedSpec.Failed(e.Message);
        }
    }

    private static byte[] Base64Of(IEnumerable<FileDescriptorProto> files) =>
        Encoding.ASCII.GetBytes(Convert.ToBase64String(new FileDescriptorSet { File = { files } }.ToByteArray()));

    // What the guard and the sockets say names addresses, which are not the asker's to know.
    private static string Told(GrpcAnswer answer, GrpcLink link) =>
        answer.IsCut ? "the server's descriptors are larger than 10 MiB"
        : answer.Status.StatusCode == StatusCode.DeadlineExceeded ? $"the server did not answer within {Timeout.TotalSeconds} s"
        : !link.IsOpen
            ? "no connection to the server came about: nobody listens there, it speaks no HTTP/2, or the address is closed "
                + "(name an environment that opens it, or send the content)"
        : $"the server's reflection answers with {answer.Status.StatusCode}: {answer.Status.Detail}";
}
