using System.Security.Cryptography;

namespace Orchestra.LocalHost.Processes;

/// <summary>Generated passwords: letters and digits only, so that they need no quoting in connection strings and URIs.</summary>
internal static class Secrets
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const int DefaultLength = 22;

    public static string Generate(int length = DefaultLength) => RandomNumberGenerator.GetString(Alphabet, length);
}
