//! Good and bad certificates. The files are made by `certificates/make`.

use std::sync::Arc;

use longwire_fetch::{Accept, Config, FetchError, Fetched, Request};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{ServerConfig, crypto};
use url::Url;

use crate::server::{page, read_head};
use crate::stage::{Names, config, fetcher_knowing};

const AUTHORITY: &[u8] = include_bytes!("certificates/authority.pem");
const KEY: &[u8] = include_bytes!("certificates/site.key");
const SITE: &[u8] = include_bytes!("certificates/site.pem");
const EXPIRED: &[u8] = include_bytes!("certificates/expired.pem");
const ELSEWHERE: &[u8] = include_bytes!("certificates/elsewhere.pem");
const SELF_SIGNED: &[u8] = include_bytes!("certificates/self_signed.pem");

/// Serves one page under a certificate and tells its port. Ends with the test's runtime.
async fn serve(certificate: &[u8]) -> u16 {
    let chain = vec![CertificateDer::from_pem_slice(certificate).unwrap()];
    let key = PrivateKeyDer::from_pem_slice(KEY).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else { return };
                while let Some(head) = read_head(&mut stream).await {
                    let status = if head.contains("/robots.txt") { "404 Not Found" } else { "200 OK" };
                    let reply = String::from_utf8(page("news")).unwrap().replace("200 OK", status);
                    let _ = stream.write_all(reply.replace("Connection: close\r\n", "").as_bytes()).await;
                }
            });
        }
    });
    port
}

/// Gets `https://site.example/` from a server with this certificate, trusting the tests' authority.
async fn get(certificate: &[u8]) -> Result<Fetched, FetchError> {
    let url = Url::parse(&format!("https://site.example:{}/", serve(certificate).await)).unwrap();
    let config = Config { extra_ca_pem: Some(AUTHORITY.to_vec()), ..config() };
    let names = Names::answering(&[&["127.0.0.1"]]);
    fetcher_knowing(config, &names).get(Request::new(url, Accept::Page)).await
}

#[track_caller]
fn check(result: Result<Fetched, FetchError>, words: &str) {
    let Err(FetchError::Tls { reason, .. }) = result else { panic!("{result:?}") };
    assert!(reason.contains(words), "{reason}");
}

#[tokio::test]
async fn r20_certificates_that_are_expired_self_signed_or_for_another_host_are_refused() {
    check(get(EXPIRED).await, "has expired");
    check(get(SELF_SIGNED).await, "self-signed");
    check(get(ELSEWHERE).await, "another host");
}

#[tokio::test]
async fn a_certificate_of_an_authority_from_the_extra_file_is_trusted() {
    assert!(matches!(get(SITE).await, Ok(Fetched::Capture { .. })));
}

#[tokio::test]
async fn an_authority_that_nobody_named_is_not_trusted() {
    let url = Url::parse(&format!("https://site.example:{}/", serve(SITE).await)).unwrap();
    let names = Names::answering(&[&["127.0.0.1"]]);
    check(fetcher_knowing(config(), &names).get(Request::new(url, Accept::Page)).await, "not trusted here");
}

#[tokio::test]
async fn an_extra_file_that_holds_no_certificate_is_said_to_be_wrong() {
    let config = Config {
        extra_ca_pem: Some(b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_vec()),
        ..config()
    };
    let result = longwire_fetch::Fetcher::new(config, Arc::new(longwire_fetch::ForgetfulMemory::default()));
    assert!(matches!(result, Err(FetchError::Setup { .. })), "{result:?}");
}
