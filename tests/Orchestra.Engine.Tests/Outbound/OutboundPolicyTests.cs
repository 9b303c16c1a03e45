using System.Net;
using System.Text.Json;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Tests.Outbound;

internal sealed class OutboundPolicyTests
{
    private static readonly OutboundPolicy Tenant = new()
    {
        Owner = "tenant-1",
        Allow = [AddressRange.Parse("10.0.0.0/8"), AddressRange.Parse("fd00:12::/32")],
        Forbidden = [new ForbiddenEndpoint("10.0.0.5", 5432)],
    };

    [Test]
    public void An_environment_narrows_the_tenants_ceiling_and_keeps_the_rest()
    {
        var result = OutboundPolicy.Combine(Tenant, ["10.1.0.0/16", "fd00:12::1"]);

        Assert.That(result.Faults, Is.Empty);
        Assert.That(
            result.Policy,
            Is.EqualTo(Tenant with { Allow = [AddressRange.Parse("10.1.0.0/16"), AddressRange.Parse("fd00:12::1/128")] })
        );
    }

    [Test]
    public void An_environment_without_entries_opens_nothing()
    {
        var policy = OutboundPolicy.Combine(Tenant, []).Policy!;

        Assert.That(AddressJudge.Judge(IPAddress.Parse("10.1.1.1"), 80, policy).Allowed, Is.False);
    }

    [Test]
    public void Every_entry_that_is_unreadable_outside_the_ceiling_or_never_open_is_listed()
    {
        var result = OutboundPolicy.Combine(Tenant, ["10.1.0.0/16", "nonsense", "192.168.0.0/16", "0.0.0.0/0", "169.254.169.254"]);

        Assert.That(result.Policy, Is.Null);
        Assert.That(result.Faults.Select(fault => fault.Index), Is.EqualTo([1, 2, 3, 4]));
        Assert.That(result.Faults[1].Message, Does.Contain("outside the tenant's outbound allow-list (10.0.0.0/8, fd00:12::/32)"));
        Assert.That(result.Faults[3].Message, Does.Contain("can never be opened"));
    }

    [TestCase(true, 0)]
    [TestCase(false, 2)]
    public void Loopback_lies_under_the_ceiling_in_development_only(bool development, int faults)
    {
        var result = OutboundPolicy.Combine(new OutboundPolicy { AllowLoopback = development }, ["127.0.0.0/8", "::1"]);

        Assert.That(result.Faults, Has.Count.EqualTo(faults));
    }

    [Test]
    public void A_policy_survives_JSON_with_its_ranges_as_text()
    {
        var json = JsonSerializer.Serialize(Tenant);

        Assert.That(json, Does.Contain("\"10.0.0.0/8\""));
        Assert.That(JsonSerializer.Deserialize<OutboundPolicy>(json), Is.EqualTo(Tenant));
        Assert.That(
            () => JsonSerializer.Deserialize<OutboundPolicy>(json.Replace("10.0.0.0/8", "10.0.0.0/99", StringComparison.Ordinal)),
            Throws.TypeOf<JsonException>().With.Message.Contains("from 0 to 32")
        );
    }

    [Test]
    public void A_policy_does_not_change_with_the_lists_it_was_made_from()
    {
        var allow = new List<AddressRange>();
        var policy = new OutboundPolicy { Allow = allow };

        allow.Add(AddressRange.Parse("10.0.0.0/8"));

        Assert.That(policy.Allow, Is.Empty);
    }

    [Test]
    public void Policies_are_equal_by_content_and_differ_by_owner_entry_endpoint_and_mode()
    {
        var same = Tenant with { Allow = [.. Tenant.Allow], Forbidden = [.. Tenant.Forbidden] };

        Assert.Multiple(() =>
        {
            Assert.That(same, Is.EqualTo(Tenant));
            Assert.That(same.GetHashCode(), Is.EqualTo(Tenant.GetHashCode()));
            Assert.That(Tenant with { Owner = "tenant-2" }, Is.Not.EqualTo(Tenant));
            Assert.That(Tenant with { Allow = [] }, Is.Not.EqualTo(Tenant));
            Assert.That(Tenant with { Forbidden = [] }, Is.Not.EqualTo(Tenant));
            Assert.That(Tenant with { AllowLoopback = true }, Is.Not.EqualTo(Tenant));
        });
    }

    [TestCase("db.internal:5432", "db.internal", 5432)]
    [TestCase("[::1]:5672", "::1", 5672)]
    [TestCase("127.0.0.1:8080", "127.0.0.1", 8080)]
    public void A_forbidden_endpoint_is_read_and_written(string text, string host, int port)
    {
        var endpoint = ForbiddenEndpoint.Parse(text);

        Assert.That(endpoint, Is.EqualTo(new ForbiddenEndpoint(host, port)));
        Assert.That(endpoint.ToString(), Is.EqualTo(text));
    }

    [TestCase("mq:5672/%2F", "/")]
    [TestCase("mq:5672/orchestra", "orchestra")]
    public void Of_a_broker_one_virtual_host_is_forbidden(string text, string virtualHost)
    {
        var endpoint = ForbiddenEndpoint.Parse(text);

        Assert.That(endpoint, Is.EqualTo(new ForbiddenEndpoint("mq", 5672, virtualHost)));
        Assert.That(endpoint.ToString(), Is.EqualTo(text));
    }

    [TestCase("mq:5672/")]
    [TestCase("db.internal")]
    [TestCase("db.internal:0")]
    [TestCase("db.internal:65536")]
    [TestCase("::1:5432")]
    [TestCase(":5432")]
    [TestCase("http://db:5432")]
    public void What_is_no_endpoint_is_refused(string text) =>
        Assert.That(() => ForbiddenEndpoint.Parse(text), Throws.TypeOf<FormatException>());
}
