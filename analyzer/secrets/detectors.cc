// SPDX-License-Identifier: Apache-2.0
//
// A table: the forms of credentials that vendors document or that are plain from their published examples. Tokens carry their own
// mark (a prefix, a checksum's place); the boundaries in front and behind are added by the scanner, so that patterns stay readable.
#include "analyzer/secrets/detector.h"

namespace platlint {
namespace {

constexpr Detector kDetectors[] = {
    // ---- clouds
    {"secret-aws-access-key", "AWS access key id", "akia asia abia acca a3t", R"re((?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})re", 3.0},
    {"secret-aws-access-key", "Amazon Bedrock API key", "bedrock-api-key-", R"re(bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/=_-]*)re", 3.0, true},
    {"secret-aws-access-key", "Amazon Bedrock API key", "absk", R"re(ABSK[A-Za-z0-9+/]{109,269}={0,2})re", 3.0, true},
    {"secret-vendor-token", "Google API key", "aiza", R"re(AIza[\w-]{35})re", 4.0},
    {"secret-vendor-token", "Google OAuth client secret", "gocspx-", R"re(GOCSPX-[\w-]{28})re", 3.0},
    {"secret-vendor-token", "Azure AD client secret", "q~", R"re([a-zA-Z0-9_~.]{3}\dQ~[a-zA-Z0-9_~.-]{31,34})re", 3.0},
    {"secret-vendor-token", "Azure storage account key", "accountkey=", R"re((?i:AccountKey)=([A-Za-z0-9+/]{86}==))re", 3.5},
    {"secret-vendor-token", "DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", R"re(do[opr]_v1_[a-f0-9]{64})re", 3.0},
    {"secret-vendor-token", "Alibaba access key id", "ltai", R"re(LTAI[A-Za-z0-9]{20})re", 2.5},
    {"secret-vendor-token", "Cloudflare origin CA key", "v1.0-", R"re(v1\.0-[a-f0-9]{24}-[a-f0-9]{146})re", 2.0, true},
    {"secret-vendor-token", "Heroku API key", "hrku-aa", R"re(HRKU-AA[\w-]{58})re", 3.5},
    {"secret-vendor-token", "Fly.io access token", "fo1_ fm1a_ fm1r_ fm2_", R"re(fo1_[\w-]{43}|fm(?:1[ar]|2)_[a-zA-Z0-9+/]{100,}={0,3})re", 4.0, true},
    {"secret-vendor-token", "Scalingo token", "tk-us-", R"re(tk-us-[\w-]{48})re", 2.0},
    {"secret-vendor-token", "Pulumi token", "pul-", R"re(pul-[a-f0-9]{40})re", 2.0},
    {"secret-vendor-token", "HashiCorp Terraform token", "atlasv1", R"re([a-zA-Z0-9]{14}\.atlasv1\.[\w=-]{60,70})re", 3.5},
    {"secret-vendor-token", "Vault service token", "hvs.", R"re(hvs\.[\w-]{90,120})re", 3.5, true},
    {"secret-vendor-token", "Vault batch token", "hvb.", R"re(hvb\.[\w-]{138,300})re", 4.0, true},
    {"secret-vendor-token", "Vault service token", "vault token", R"re(s\.[a-zA-Z0-9]{24})re", 3.5},
    {"secret-vendor-token", "OpenShift token", "sha256~", R"re(sha256~[\w-]{43})re", 3.5},
    {"secret-vendor-token", "PlanetScale credential", "pscale_", R"re(pscale_(?:tkn|oauth|pw)_[\w=.-]{32,64})re", 3.0},
    {"secret-vendor-token", "Databricks token", "dapi", R"re(dapi[a-f0-9]{32}(?:-\d)?)re", 3.0},
    {"secret-vendor-token", "ClickHouse Cloud key", "4b1d", R"re(4b1d[A-Za-z0-9]{38})re", 3.0},
    {"secret-vendor-token", "age secret key", "age-secret-key-1", R"re(AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58})re"},

    // ---- forges and registries
    {"secret-github-token", "GitHub personal access token", "ghp_", R"re(ghp_[0-9a-zA-Z]{36})re", 3.0},
    {"secret-github-token", "GitHub OAuth token", "gho_", R"re(gho_[0-9a-zA-Z]{36})re", 3.0},
    {"secret-github-token", "GitHub app token", "ghu_ ghs_", R"re(gh[us]_[0-9a-zA-Z]{36})re", 3.0},
    {"secret-github-token", "GitHub refresh token", "ghr_", R"re(ghr_[0-9a-zA-Z]{36,76})re", 3.0},
    {"secret-github-token", "GitHub fine-grained token", "github_pat_", R"re(github_pat_\w{82})re", 3.0},
    {"secret-gitlab-token", "GitLab personal access token", "glpat-", R"re(glpat-[\w-]{20}|glpat-[\w-]{27,300}\.[0-9a-z]{2}[0-9a-z]{7})re", 3.0, true},
    {"secret-gitlab-token", "GitLab token", "glcbt-", R"re(glcbt-[0-9a-zA-Z]{1,5}_[\w-]{20})re", 3.0},
    {"secret-gitlab-token", "GitLab token", "gldt- glft- glrt- glptt- glsoat- glffct- glagent- glimt- gloas- glwt-",
     R"re(gl(?:dt|ft|rt|soat|ffct|wt)-[\w-]{20}|glptt-[a-f0-9]{40}|glagent-[\w-]{50}|glimt-[\w-]{25}|gloas-[\w-]{64}|glrt-t\d_[\w-]{27,300}\.[0-9a-z]{9})re", 3.0},
    {"secret-gitlab-token", "GitLab runner registration token", "gr1348941", R"re(GR1348941[\w-]{20})re", 3.0},
    {"secret-gitlab-token", "GitLab session cookie", "_gitlab_session=", R"re(_gitlab_session=([0-9a-z]{32}))re", 3.0},
    {"secret-vendor-token", "npm token", "npm_", R"re(npm_[a-zA-Z0-9]{36})re", 2.5},
    {"secret-vendor-token", "npm registry password", "_authtoken _auth _password", R"re(:_(?:authToken|auth|password)\s*=\s*["']?([\w+/=.-]{20,})["']?)re", 3.0},
    {"secret-vendor-token", "PyPI token", "pypi-ageichlwas5vcmc", R"re(pypi-AgEIcHlwaS5vcmc[\w-]{50,1000})re", 3.0, true},
    {"secret-vendor-token", "RubyGems token", "rubygems_", R"re(rubygems_[a-f0-9]{48})re", 2.5},
    {"secret-vendor-token", "crates.io token", "cio", R"re(cio[a-zA-Z0-9]{32})re", 3.8},
    {"secret-vendor-token", "Clojars token", "clojars_", R"re((?i:CLOJARS_[a-z0-9]{60}))re", 2.0},
    {"secret-vendor-token", "Docker Hub token", "dckr_pat_ dckr_oat_", R"re(dckr_[po]at_[\w-]{27,32})re", 3.0},
    {"secret-vendor-token", "Artifactory key", "akcp cmvmd", R"re(AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})re", 4.5},
    {"secret-vendor-token", "NuGet password in a config file", "<add", R"re((?i)<add key="(?:clear ?text)?password"\s*value="([^"]{8,})"\s*/>)re", 1.0},
    {"secret-vendor-token", "Sidekiq gem server password", "contribsys.com", R"re((?i)https?://([a-f0-9]{8}:[a-f0-9]{8})@(?:gems|enterprise)\.contribsys\.com)re"},

    // ---- messaging, payment, people
    {"secret-slack-token", "Slack bot token", "xoxb-", R"re(xoxb-[0-9]{10,13}-[0-9]{10,13}[a-zA-Z0-9-]*|xoxb-[0-9]{8,14}-[a-zA-Z0-9]{18,26})re", 2.0},
    {"secret-slack-token", "Slack user token", "xoxp- xoxe-", R"re(xox[pe](?:-[0-9]{10,13}){3}-[a-zA-Z0-9-]{28,34})re", 2.0},
    {"secret-slack-token", "Slack legacy token", "xoxa- xoxr- xoxo- xoxs-", R"re(xox(?:[ar]-(?:\d-)?[0-9a-zA-Z]{8,48}|[os]-\d+-\d+-\d+-[a-fA-F\d]+))re", 2.0},
    {"secret-slack-token", "Slack app token", "xapp-", R"re((?i:xapp-\d-[A-Z0-9]+-\d+-[a-z0-9]+))re", 2.0},
    {"secret-slack-token", "Slack configuration token", "xoxe.xoxb- xoxe.xoxp- xoxe-", R"re((?i:xoxe\.xox[bp]-\d-[A-Z0-9]{163,166}|xoxe-\d-[A-Z0-9]{146}))re", 2.0, true},
    {"secret-slack-token", "Slack webhook", "hooks.slack.com", R"re(https?://hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/]{43,56})re"},
    {"secret-stripe-key", "Stripe key", "sk_test_ sk_live_ sk_prod_ rk_test_ rk_live_ rk_prod_", R"re([sr]k_(?:test|live|prod)_[a-zA-Z0-9]{10,99})re", 2.0},
    {"secret-vendor-token", "Microsoft Teams webhook", "webhook.office.com",
     R"re(https://[a-z0-9]+\.webhook\.office\.com/webhookb2/[a-z0-9-]{36}@[a-z0-9-]{36}/IncomingWebhook/[a-z0-9]{32}/[a-z0-9-]{36})re", 0, true},
    {"secret-vendor-token", "Discord webhook", "discord.com/api/webhooks", R"re(https://(?:ptb\.|canary\.)?discord(?:app)?\.com/api/webhooks/\d{17,20}/[\w-]{60,80})re"},
    {"secret-vendor-token", "Twilio key", "sk", R"re(SK[0-9a-f]{32})re", 3.0},
    {"secret-vendor-token", "SendGrid token", "sg.", R"re(SG\.[\w=-]{22}\.[\w=-]{43})re", 2.0},
    {"secret-vendor-token", "Sendinblue token", "xkeysib-", R"re(xkeysib-[a-f0-9]{64}-[a-zA-Z0-9]{16})re", 2.0},
    {"secret-vendor-token", "Mailchimp key", "-us", R"re([a-f0-9]{32}-us\d{1,2})re", 3.0},
    {"secret-vendor-token", "Mailgun key", "key- pubkey-", R"re((?:pub)?key-[a-f0-9]{32})re", 3.0},
    {"secret-vendor-token", "Square token", "sq0atp- sq0csp- eaaa", R"re((?:EAAA|sq0atp-|sq0csp-)[\w-]{22,60})re", 2.0},
    {"secret-vendor-token", "Shopify token", "shpat_ shpca_ shppa_ shpss_", R"re(shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32})re", 2.0},
    {"secret-vendor-token", "EasyPost key", "ezak eztk", R"re(EZ[AT]K[a-zA-Z0-9]{54})re", 2.0},
    {"secret-vendor-token", "Flutterwave key", "flwseck flwpubk", R"re(FLW(?:SECK|PUBK)_TEST-[a-hA-H0-9]{12,32}(?:-X)?)re", 2.0},
    {"secret-vendor-token", "Duffel token", "duffel_", R"re(duffel_(?:test|live)_[\w=-]{43})re", 2.0},
    {"secret-vendor-token", "Facebook access token", "facebook", R"re(\d{15,16}(?:\||%)[0-9a-zA-Z_-]{27,40})re", 3.0},
    {"secret-vendor-token", "Facebook page access token", "eaam eaac", R"re(EAA[MC][a-zA-Z0-9]{100,})re", 4.0, true},
    {"secret-vendor-token", "42 client secret", "s-s4t2", R"re(s-s4t2(?:ud|af)-[a-fA-F0-9]{64})re", 3.0},

    // ---- observability, development, AI
    {"secret-vendor-token", "Grafana token", "glc_ glsa_", R"re(glc_[A-Za-z0-9+/]{32,400}={0,3}|(?i:glsa_[a-z0-9]{32}_[a-f0-9]{8}))re", 3.0, true},
    {"secret-vendor-token", "Grafana API key", "eyjrijoi", R"re(eyJrIjoi[A-Za-z0-9]{70,400}={0,3})re", 3.0, true},
    {"secret-vendor-token", "New Relic key", "nrak- nrjs- nrii-", R"re((?i:NRAK-[a-z0-9]{27}|NRJS-[a-f0-9]{19}|NRII-[a-z0-9-]{32}))re"},
    {"secret-vendor-token", "Dynatrace token", "dt0c01.", R"re(dt0c01\.[a-zA-Z0-9]{24}\.[a-zA-Z0-9]{64})re", 3.5},
    {"secret-vendor-token", "Sentry token", "sntrys_ sntryu_", R"re(sntryu_[a-f0-9]{64}|sntrys_eyJpYXQiO[a-zA-Z0-9+/]{10,400}={0,2}_[a-zA-Z0-9+/]{43})re", 3.5, true},
    {"secret-vendor-token", "Doppler token", "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.", R"re(dp\.(?:ct|pt|st|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[a-zA-Z0-9]{40,44})re", 2.0},
    {"secret-vendor-token", "Postman key", "pmak-", R"re(PMAK-[a-fA-F0-9]{24}-[a-fA-F0-9]{34})re", 3.0},
    {"secret-vendor-token", "Prefect token", "pnu_", R"re(pnu_[a-zA-Z0-9]{36})re", 2.0},
    {"secret-vendor-token", "ReadMe token", "rdme_", R"re(rdme_[a-z0-9]{70})re", 2.0},
    {"secret-vendor-token", "Linear key", "lin_api_", R"re(lin_api_[a-zA-Z0-9]{40})re", 2.0},
    {"secret-vendor-token", "Notion token", "ntn_ secret_", R"re(ntn_[0-9]{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})re", 4.0},
    {"secret-vendor-token", "Octopus Deploy key", "api-", R"re(API-[A-Z0-9]{26})re", 3.0},
    {"secret-vendor-token", "Harness token", "pat. sat.", R"re((?:pat|sat)\.[a-zA-Z0-9_-]{22}\.[a-zA-Z0-9]{24}\.[a-zA-Z0-9]{20})re"},
    {"secret-vendor-token", "Infracost key", "ico-", R"re(ico-[a-zA-Z0-9]{32})re", 3.0},
    {"secret-vendor-token", "Frame.io token", "fio-u-", R"re(fio-u-[a-zA-Z0-9_=-]{64})re"},
    {"secret-vendor-token", "SettleMint token", "sm_aat_ sm_pat_ sm_sat_", R"re(sm_[aps]at_[a-zA-Z0-9]{16})re", 3.0},
    {"secret-vendor-token", "MaxMind license key", "_mmk", R"re([A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk)re", 4.0},
    {"secret-vendor-token", "Atlassian token", "atatt3", R"re(ATATT3[A-Za-z0-9_=-]{186})re", 3.5, true},
    {"secret-vendor-token", "1Password service account token", "ops_eyj", R"re(ops_eyJ[a-zA-Z0-9+/]{250,}={0,3})re", 4.0, true},
    {"secret-vendor-token", "1Password secret key", "a3-", R"re(A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5})re", 3.8},
    {"secret-vendor-token", "Typeform token", "tfp_", R"re(tfp_[a-zA-Z0-9_.=-]{59})re"},
    {"secret-vendor-token", "OpenAI key", "t3blbkfj",
     R"re(sk-(?:proj|svcacct|admin)-(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})T3BlbkFJ(?:[A-Za-z0-9_-]{74}|[A-Za-z0-9_-]{58})|sk-[a-zA-Z0-9]{20}T3BlbkFJ[a-zA-Z0-9]{20})re", 3.0, true},
    {"secret-vendor-token", "Anthropic key", "sk-ant-", R"re(sk-ant-(?:api|admin)\d\d-[a-zA-Z0-9_-]{93}AA)re", 3.0, true},
    {"secret-vendor-token", "Hugging Face token", "hf_ api_org_", R"re(hf_[a-zA-Z]{34}|api_org_[a-zA-Z]{34})re", 2.0},
    {"secret-vendor-token", "Perplexity key", "pplx-", R"re(pplx-[a-zA-Z0-9]{48})re", 4.0},
    {"secret-vendor-token", "Sourcegraph token", "sgp_", R"re(sgp_(?:[a-fA-F0-9]{16}_|local_)?[a-fA-F0-9]{40})re", 3.0},
    {"secret-vendor-token", "Plaid access token", "access-sandbox- access-development- access-production-", R"re(access-(?:sandbox|development|production)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})re"},

    // ---- headers on the command line of curl and its like. Source: RFC 7617 (Basic), RFC 6750 (Bearer), and vendors' own header names.
    {"secret-generic-credential", "credential in a request header", "authorization:",
     R"re((?i)(?:-H|--header)(?:=|[ \t]{0,5})["']authorization:[ \t]{0,5}(?:(?:basic|bearer|token|api-token|apikey)[ \t]+)?([\w=~@.+/-]{8,})["'])re", 2.75},
    {"secret-generic-credential", "credential in a request header", "key: token: key:  token:",
     R"re((?i)(?:-H|--header)(?:=|[ \t]{0,5})["'](?:x-)?(?:[a-z]+-){0,2}(?:api-?)?(?:key|token):[ \t]{0,5}([\w=~@.+/-]{8,})["'])re", 2.75},

    // ---- keys and generic forms
    {"secret-private-key", "private key", "-----begin",
     R"re((-----BEGIN[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----[\s\S-]{64,}?-----END[ A-Z0-9_-]{0,100}PRIVATE KEY(?: BLOCK)?-----))re", 0, true},
    {"secret-jwt", "JSON web token", "eyj ewog", R"re(ey[a-zA-Z0-9]{17,}\.ey[a-zA-Z0-9/\\_-]{17,}\.(?:[a-zA-Z0-9/\\_-]{10,}={0,2})?)re", 3.0, true},
    {"secret-jwt", "JSON web token in base64", "zxlk", R"re(ZXlK[a-zA-Z0-9/\\_+-]{80,}={0,2})re", 4.0, true},
    {"secret-connection-string", "connection string with a password", "://", R"re((?i)\b[a-z][a-z0-9+.-]{1,30}://[^\s:/@"'`<>{}$]{1,100}:([^\s:/@"'`<>{}]{3,200})@[a-z0-9.\[_-])re"},
    {"secret-connection-string", "connection string with a password", "password= pwd=", R"re((?i)(?:server|data source|host|accountendpoint)=[^;"'\n]{1,200};(?:[^"'\n]{0,300};)?\s*(?:password|pwd)=([^;"'\s]{4,200}))re"},
};

}  // namespace

std::span<const Detector> detectors() { return kDetectors; }

}  // namespace platlint
