using Grpc.Core;
using Orchestra.Grpc.Tests.Fixtures;
using Orchestra.Grpc.Tests.Protos;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Tests.Own;

/// <summary>What stands in the protocol's headers.</summary>
[TestFixture]
[CancelAfter(60_000)]
public sealed class HeaderTests
{
    [TestCase(0, "0u")]
    [TestCase(1, "1u")]
    [TestCase(10_000, "1000u")]
    [TestCase(999_999_990, "99999999u")]
    [TestCase(1_000_000_001, "100001m")]
    [TestCase(TimeSpan.TicksPerDay, "86400000m")]
    [TestCase(TimeSpan.TicksPerDay * 30, "2592000S")]
    public void A_timeout_is_written_in_eight_digits_and_rounded_up(long ticks, string expected) =>
        Assert.That(TimeoutHeader.Format(TimeSpan.FromTicks(ticks)), Is.EqualTo(expected));

    [Test]
    public void The_longest_timeout_fits_too() =>
        Assert.That(TimeoutHeader.TryParse(TimeoutHeader.Format(TimeSpan.MaxValue), out _), Is.True);

    [TestCase("1H", 3600_000)]
    [TestCase("2M", 120_000)]
    [TestCase("3S", 3_000)]
    [TestCase("4m", 4)]
    [TestCase("5000u", 5)]
    [TestCase("6000000n", 6)]
    public void A_timeout_is_read_in_every_unit(string text, int milliseconds)
    {
        Assert.That(TimeoutHeader.TryParse(text, out var timeout));
        Assert.That(timeout.TotalMilliseconds, Is.EqualTo(milliseconds));
    }

    [TestCase("")]
    [TestCase("S")]
    [TestCase("5")]
    [TestCase("-5S")]
    [TestCase(" 5S")]
    [TestCase("5s")]
    [TestCase("123456789S")]
    [TestCase("1.5S")]
    public void What_is_no_timeout_is_refused(string text) => Assert.That(TimeoutHeader.TryParse(text, out _), Is.False);

    [Test]
    public async Task A_server_answers_a_timeout_that_is_none_with_INTERNAL()
    {
        await using var server = await EchoServer.StartAsync();
        using var http = new HttpClient
        {
            BaseAddress = new Uri(server.Url),
            DefaultRequestVersion = new Version(2, 0),
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var content = new ByteArrayContent(Frames.Of([]));
        content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        content.Headers.TryAddWithoutValidation("grpc-timeout", "soon");

        var response = await http.PostAsync(new Uri("/orchestra.tests.Echo/Unary", UriKind.Relative), content);

        Assert.That(response.Headers.GetValues("grpc-status"), Is.EqualTo(["13"]));
    }

    [TestCase("%", "%")]
    [TestCase("%4", "%4")]
    [TestCase("%zz%20", "%zz ")]
    [TestCase("a%C3%A4", "aä")]
    public void A_message_with_a_fault_in_it_is_not_lost(string value, string expected) =>
        Assert.That(StatusMessage.Decode(value), Is.EqualTo(expected));

    [TestCase("grpc-timeout")]
    [TestCase("te")]
    [TestCase("content-type")]
    [TestCase("connection")]
    [TestCase("content-encoding")]
    public async Task Metadata_cannot_be_a_header_of_the_protocol(string name)
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        var failure = Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest(), new Metadata { { name, "x" } }));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(failure.Detail, Does.Contain(name));
    }

    [TestCase("größer")]
    [TestCase("a\r\nx-injected: b")]
    public async Task A_text_beyond_ASCII_does_not_travel(string text)
    {
        await using var server = await EchoServer.StartAsync();
        var client = server.Client();

        var failure = Calls.FailureOf(async () => await client.UnaryAsync(new EchoRequest(), new Metadata { { "x-name", text } }));

        Assert.That(failure.StatusCode, Is.EqualTo(StatusCode.Internal));
        Assert.That(failure.Detail, Does.Contain("x-name"));
    }

    [Test]
    public void Bytes_of_one_name_may_come_joined_and_with_or_without_padding()
    {
        var metadata = new Metadata();

        MetadataHeaders.Read("a-bin", "AQ==, AQI,AQID", metadata);

        Assert.That(metadata.GetAll("a-bin").Select(entry => entry.ValueBytes.Length), Is.EqualTo([1, 2, 3]));
    }

    [Test]
    public void An_empty_name_is_refused() => Assert.That(() => new Metadata.Entry("", ""), Throws.ArgumentException);

    [Test]
    public void Bytes_that_are_no_base64_are_left_out()
    {
        var metadata = new Metadata();

        MetadataHeaders.Read("a-bin", "*?*", metadata);

        Assert.That(metadata, Is.Empty);
    }
}
