using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Orchestra.LocalHost.Processes;

/// <summary>Hands out free ports of 127.0.0.1, never the same one twice in a process.</summary>
internal static class FreePorts
{
    // Below the range from which Linux takes the ports of outgoing connections (32768 up), so that no client of ours
    // can sit on a port between the choice and the server's bind; random, so that hosts side by side seldom choose alike.
    private const int First = 20_000;
    private const int End = 32_000;
    private const int Tries = 200;

    private static readonly HashSet<int> Taken = [];

    public static int Take()
    {
        for (var i = 0; i < Tries; i++)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            lock (Taken)
            {
                if (IsFree(port) && Taken.Add(port))
                {
                    return port;
                }
            }
        }

        throw new LocalHostException($"no free port found on 127.0.0.1 between {First} and {End}");
    }

    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
