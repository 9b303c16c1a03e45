using Grpc.Core;
using Orchestra.Grpc.Client;

namespace Grpc.Net.Client;

/// <summary>
/// Calls a server over HTTP/2: in the clear with prior knowledge (http) or over TLS (https). Connections are opened when they are needed,
/// shared by all calls, and renewed by themselves. Safe for concurrent use; make one for each server and keep it.
/// </summary>
public sealed class GrpcChannel : ChannelBase, IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private int _isDisposed;

    private GrpcChannel(Uri address, GrpcChannelOptions options)
        : base(address.Authority)
    {
        Address = address;
        Time = options.Time;
        MaxSendMessageSize = options.MaxSendMessageSize;
        MaxReceiveMessageSize = options.MaxReceiveMessageSize;
        Http = options.HttpHandler is { } handler
            ? new HttpMessageInvoker(handler, options.DisposeHttpClient)
            : new HttpMessageInvoker(OwnHandler(), disposeHandler: true);
        Closed = _closed.Token;
    }

    internal Uri Address { get; }

    internal TimeProvider Time { get; }

    internal HttpMessageInvoker Http { get; }

    internal int? MaxSendMessageSize { get; }

    internal int? MaxReceiveMessageSize { get; }

    /// <summary>Cancelled when the channel is disposed: its calls end.</summary>
    internal CancellationToken Closed { get; }

    /// <summary>A channel to an address as <c>http://host:port</c>.</summary>
    public static GrpcChannel ForAddress(string address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to an address as <c>http://host:port</c>.</summary>
    public static GrpcChannel ForAddress(string address, GrpcChannelOptions channelOptions) => ForAddress(new Uri(address), channelOptions);

    /// <summary>A channel to an address as <c>http://host:port</c>.</summary>
    public static GrpcChannel ForAddress(Uri address) => ForAddress(address, new GrpcChannelOptions());

    /// <summary>A channel to an address as <c>http://host:port</c>.</summary>
    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions channelOptions)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(channelOptions);
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException(
                $"'{address}' is no address of a gRPC server: http://host:port or https://host:port",
                nameof(address)
            );
        }

        var isEncrypted = address.Scheme == Uri.UriSchemeHttps;
        return channelOptions.Credentials is { } credentials && credentials == ChannelCredentials.SecureSsl != isEncrypted
            ? throw new InvalidOperationException(
                $"the credentials do not fit the address '{address}': SecureSsl goes with https, Insecure with http"
            )
            : new GrpcChannel(address, channelOptions);
    }

    /// <inheritdoc />
    public override CallInvoker CreateCallInvoker()
    {
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        return new HttpCallInvoker(this);
    }

    /// <summary>Ends the calls that are under way, as cancelled, and closes the connections.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _closed.Cancel();
            _closed.Dispose();
            Http.Dispose();
        }
    }

    private static SocketsHttpHandler OwnHandler() =>
        new()
        {
            // A server allows so many streams a connection, often 100: calls beyond them must not wait for an end of the others.
            EnableMultipleHttp2Connections = true,
            // A redirected stream cannot be sent again, and gRPC knows no redirects.
            AllowAutoRedirect = false,
            UseCookies = false,
        };
}
