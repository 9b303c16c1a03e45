using static Orchestra.Api.Tests.Requests.BadRequest;
using static Orchestra.Api.Tests.Requests.Paths;

namespace Orchestra.Api.Tests.Requests;

/// <summary>Connection profiles that lead nowhere, contradict themselves or hold what belongs in the vault; environments that misuse them.</summary>
internal static class ProfileRequests
{
    private const string NoReference = "must be a reference, secret:NAME";
    private const string Key = """-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----""";

    public static IEnumerable<BadRequest> All() =>
        [.. Shapes(), .. Databases(), .. Clusters(), .. Brokers(), .. Auths(), .. Environments()];

    private static IEnumerable<BadRequest> Shapes()
    {
        foreach (var path in Profiles)
        {
            yield return Post($"nothing at {path}", path, "{}", "profile is required") with
            {
                FaultAt = "name",
                Faults = 2,
            };
            yield return Post($"a tenant at {path}", path, """{"name":"x","tenantId":"x"}""", "tenantId");
            yield return Post(
                $"an unknown member at {path}",
                path,
                """{"name":"x","profile":{"hosst":"x"}}""",
                "there is no field 'hosst'"
            );
            yield return new BadRequest($"a change of nothing at {path}", "PUT", $"{path}/{Guid.Empty}", 400, Bad, "profile is required")
            {
                Body = () => """{"name":"x"}""",
            };
        }

        yield return Post("a database without a host", DbProfiles, """{"name":"x","profile":{"database":"d"}}""", "host");
        yield return Profile("null for a host", DbProfiles, """{"host":null,"database":"d"}""", "profile.host", "must not be null");
    }

    private static IEnumerable<BadRequest> Databases()
    {
        yield return Profile("a URL for a host", DbProfiles, """{"host":"http://db","database":"d"}""", "profile.host", "without scheme");
        yield return Profile("a port in a host", DbProfiles, """{"host":"db:5432","database":"d"}""", "profile.host", "port");
        yield return Profile("port 0", DbProfiles, """{"host":"db","port":0,"database":"d"}""", "profile.port", "from 1 to 65535");
        yield return Profile(
            "a secret whose name is longer than any in the vault",
            DbProfiles,
            $$"""{"host":"db","database":"d","password":"secret:{{new string('n', 101)}}"}""",
            "profile.password",
            NoReference
        );
        yield return Profile(
            "another database",
            DbProfiles,
            """{"kind":"ORACLE","host":"db","database":"d"}""",
            "profile.kind",
            "POSTGRESQL"
        );
        yield return Profile(
            "a password in plain text and other faults",
            DbProfiles,
            """{"host":" ","database":" ","password":"hunter2","statementTimeoutMs":0}""",
            "profile.password",
            NoReference,
            faults: 5
        );
        yield return Profile(
            "a reference without a name",
            DbProfiles,
            """{"host":"db","database":"d","user":"u","password":"secret:"}""",
            "profile.password",
            NoReference
        );
        yield return Profile(
            "a reference that leaves its name",
            DbProfiles,
            """{"host":"db","database":"d","user":"secret:../x"}""",
            "profile.user",
            "after 'secret:'"
        );
        yield return Tls("PEM that is none", """{"caCertificate":"nonsense"}""", "caCertificate", "must be certificates in PEM");
        yield return Tls(
            "PEM that is no certificate inside",
            """{"caCertificate":"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"}""",
            "caCertificate",
            "must be certificates in PEM"
        );
        yield return Tls("a private key among certificates", $$"""{"caCertificate":"{{Key}}"}""", "caCertificate", "holds a private key");
        yield return Tls(
            "a private key in plain text",
            $$"""{"clientCertificate":"secret:C","clientKey":"{{Key}}"}""",
            "clientKey",
            NoReference
        );
        yield return Tls(
            "a certificate without its key",
            """{"clientCertificate":"secret:C"}""",
            "clientKey",
            "required with clientCertificate"
        );
        yield return Tls("a key without its certificate", """{"clientKey":"secret:K"}""", "clientCertificate", "required with clientKey");
        yield return Tls("a server's name that is none", """{"serverName":"a b"}""", "serverName", "host name");
    }

    private static IEnumerable<BadRequest> Clusters()
    {
        foreach (var servers in (string[])["broker", "broker:0", "broker:9092,", "SSL://broker:9092", "a:1, b:2", "::1:9092", "a:65536"])
        {
            yield return Profile(
                $"bootstrap servers {servers}",
                KafkaProfiles,
                $$"""{"bootstrapServers":"{{servers}}"}""",
                "profile.bootstrapServers",
                "host:port"
            );
        }

        yield return Profile(
            "a log-in without its members",
            KafkaProfiles,
            """{"bootstrapServers":"a:1","security":"SASL_SSL"}""",
            "profile.saslMechanism",
            "is required",
            faults: 3
        );
        yield return Profile(
            "members of a log-in and TLS without either",
            KafkaProfiles,
            """{"bootstrapServers":"a:1","saslMechanism":"GSSAPI","user":"u","password":"secret:P","tls":{}}""",
            "profile.tls",
            "belongs to SSL and SASL_SSL",
            faults: 5
        );
        yield return Post(
            "another security",
            KafkaProfiles,
            """{"name":"x","profile":{"bootstrapServers":"a:1","security":"TLS"}}""",
            "security"
        );
    }

    private static IEnumerable<BadRequest> Brokers()
    {
        yield return Profile("another broker", QueueProfiles, """{"kind":"SQS","host":"b"}""", "profile.kind", "RABBITMQ");
        yield return Profile(
            "a user without a password and no virtual host",
            QueueProfiles,
            """{"host":"b","user":"u","virtualHost":""}""",
            "profile.password",
            "is required with user",
            faults: 2
        );
        yield return Profile("a broker's port", QueueProfiles, """{"host":"b","port":70000}""", "profile.port", "from 1 to 65535");
    }

    private static IEnumerable<BadRequest> Auths()
    {
        yield return Profile(
            "BASIC with nothing",
            AuthProfiles,
            """{"kind":"BASIC"}""",
            "profile.password",
            "is required with BASIC",
            faults: 2
        );
        yield return Profile(
            "BEARER with a user",
            AuthProfiles,
            """{"kind":"BEARER","token":"secret:T","user":"u"}""",
            "profile.user",
            "belongs to BASIC: leave it out with BEARER"
        );
        yield return Profile("a token in plain text", AuthProfiles, """{"kind":"BEARER","token":"eyJ0"}""", "profile.token", NoReference);
        yield return Profile(
            "an API key nowhere",
            AuthProfiles,
            """{"kind":"API_KEY","in":"body","name":"a b","key":"k"}""",
            "profile.in",
            "header, query or cookie",
            faults: 3
        );
        yield return Profile(
            "OAuth2 with faults everywhere",
            AuthProfiles,
            """{"kind":"OAUTH2_CLIENT_CREDENTIALS","tokenUrl":"ftp://x","clientSecret":"s"}""",
            "profile.clientId",
            "is required with OAUTH2_CLIENT_CREDENTIALS",
            faults: 3
        );
        yield return Post("another scheme", AuthProfiles, """{"name":"x","profile":{"kind":"DIGEST"}}""", "kind");
    }

    private static IEnumerable<BadRequest> Environments()
    {
        var path = Paths.Environments;
        yield return Post(
            "a profile that nobody has",
            path,
            $$$"""{"name":"x","dbProfiles":{"a":"{{{Guid.Empty}}}"}}""",
            "no such profile"
        ) with
        {
            FaultAt = "dbProfiles.a",
        };
        yield return Post("a profile of another kind", path, """{"name":"x","kafkaProfiles":{"a":"$dbprofile"}}""", "no such profile") with
        {
            FaultAt = "kafkaProfiles.a",
        };
        yield return Post("a profile by its name", path, """{"name":"x","dbProfiles":{"a":"one"}}""", "dbProfiles");
        yield return Post("an alias that means none", path, """{"name":"x","authProfiles":{"none":"$authprofile"}}""", "another alias") with
        {
            FaultAt = "authProfiles.none",
        };
        yield return Post("auth by an alias that is not there", path, """{"name":"x","serviceAuth":{"loans":"a"}}""", "no alias 'a'") with
        {
            FaultAt = "serviceAuth.loans",
            Faults = 2,
        };
        yield return Post("null for TLS", path, """{"name":"x","serviceUrls":{"a":"http://b"},"serviceTls":{"a":null}}""", "null") with
        {
            FaultAt = "serviceTls.a",
        };
        yield return Post(
            "a key of a service in plain text",
            path,
            """{"name":"x","serviceUrls":{"a":"http://b"},"serviceTls":{"a":{"clientCertificate":"secret:C","clientKey":"k"}}}""",
            NoReference
        ) with
        {
            FaultAt = "serviceTls.a.clientKey",
        };
    }

    private static BadRequest Tls(string name, string tls, string member, string says) =>
        Profile(name, DbProfiles, $$$"""{"host":"db","database":"d","tls":{{{tls}}}}""", $"profile.tls.{member}", says);

    private static BadRequest Profile(string name, string path, string profile, string faultAt, string says, int faults = 1) =>
        Post(name, path, $$$"""{"name":"x","profile":{{{profile}}}}""", says) with
        {
            FaultAt = faultAt,
            Faults = faults,
        };
}
